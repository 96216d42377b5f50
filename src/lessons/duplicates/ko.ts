import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'a62e174ea1df',
  scenario: {
    summary: '컨펌을 잃으면 중복이 생기고, id가 있으면 탈이 없다',
    guess: '퍼블리셔 컨펌을 쓰면 모든 메시지가 정확히 한 번 도착한다.',
    notice: [
      'm2: RabbitMQ는 m2를 받아서 컨펌하지만, 프로듀서가 그것을 읽기 전에 연결이 끊긴다. 프로듀서는 메시지를 잃은 것과 구별할 수 없으므로 m2를 다시 발행한다.',
      'm2: RabbitMQ에게 둘은 서로 다른 메시지다. 어느 쪽에도 redelivered 표시가 없고, naive는 두 번 청구한다.',
      'm2: idempotent는 끝낸 일의 id를 적어 두었다. 두 번째 m2는 아무 일도 하지 않고 확인한다.',
    ],
    takeaway:
      '컨펌이 보장하는 것은 적어도 한 번이지, 정확히 한 번이 아니다. 메시지마다 다시 발행해도 그대로인 id를 붙이고, 끝낸 id는 그 일과 같은 트랜잭션 안에서 적어 두자.',
  },
  title: '잃어버린 컨펌',
  intro: [
    '아무것도 잃지 않으려는 프로듀서(producer)는 퍼블리셔 컨펌(publisher confirm)을 기다리고, 컨펌을 받지 못한 것은 다시 발행한다.',
    'RabbitMQ는 m2를 받아서 컨펌하지만, 프로듀서가 그것을 읽기 전에 연결(connection)이 끊긴다. 프로듀서는 다시 연결해서 m2를 같은 id로 다시 발행하고, 그다음 m3을 발행한다.',
    'orders는 팬아웃 익스체인지(fanout exchange)다. naive는 billing을 소비한다. shipping을 소비하는 idempotent는 처리를 끝낸 메시지의 id를 적어 두고, 적어 둔 id의 메시지는 건너뛴다.',
  ],
  questions: {
    naive: {
      ask: 'naive는 무엇을 어떤 순서로 받을까?',
      choices: {
        once: 'm1, m2, m3',
        marked: 'm1, m2, redelivered로 표시된 m2, m3',
        twice: 'm1, m2, 아무 표시 없는 또 하나의 m2, m3',
      },
      hints: [
        'RabbitMQ는 메시지의 id를 볼까?',
        '두 번 발행된 것은 메시지 두 개다. redelivered는 큐(queue)가 전에 내준 적이 있다는 뜻이지, 전에 발행된 적이 있다는 뜻이 아니다.',
      ],
      why: 'RabbitMQ에게는 메시지 두 개다. 하나씩 발행되고 하나씩 전달되었으므로 어느 쪽에도 표시가 없다.',
      slips: {
        once: 'RabbitMQ는 id를 비교하지 않는다. 사라진 것은 첫 m2의 컨펌이지 m2가 아니어서, billing에는 둘 다 있다.',
        marked:
          'redelivered는 전달되었다가 확인(ack) 없이 돌아온 메시지에 붙는다. 두 번째 m2는 전달된 적이 없는 별개의 메시지다.',
      },
    },
    idempotent: {
      ask: 'idempotent는 메시지를 모두 몇 번 받을까?',
      hints: [
        'idempotent가 어떤 id를 적어 두었는지 누가 알까?',
        'id를 적어 두는 것은 컨슈머(consumer)다. 아는 메시지인지 보려면 먼저 받아야 한다.',
      ],
      why: 'm1, m2 두 번, m3이다. 두 번째 m2를 건너뛴다는 것은 일은 하지 않고 확인만 한다는 뜻이고, 전달은 되었다.',
      slips: {
        three:
          '두 번째 m2를 건너뛰는 것은 브로커가 아니라 컨슈머다. 브로커는 적어 둔 id를 알지 못하고 둘 다 전달한다.',
      },
    },
  },
};
