import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'ad3110bc04d5',
  scenario: {
    summary: '메시지가 죽는 네 가지 길, 그리고 그것을 말해 주는 x-death 헤더',
    guess: 'ack 없이 큐를 떠난 것은 모두 데드 레터가 된다.',
    notice: [
      'm1, m2, m3, m4: 차례로 거부되었고, 한도를 넘겨 requeue되었고, 새것에 밀려났고, 만료되었다. 큐가 x-dead-letter-routing-key를 정하지 않았으므로 원래 키인 job으로 DLX에 간다.',
      'm2: requeue는 죽음이 아니고, m2는 돌아온다. x-delivery-limit을 넘는 requeue만이 죽음이다. 클래식 큐에는 이런 한도가 없다.',
      'm1: dead가 가득 차서 m1은 한 번 더 죽고, dead가 정한 키 archive로 나아간다. x-death에는 큐와 이유마다 항목이 하나씩 있고 새것이 앞에 온다(표에서는 오래된 것이 앞이다). 같은 죽음이 되풀이되면 그 항목의 count만 올라간다.',
      'm5, m6: 하나는 purge로, 하나는 큐의 삭제로 사라진다. 어느 쪽도 죽음이 아니므로 아무도 알지 못한다.',
    ],
    takeaway:
      '데드 레터 큐를 지켜보고, 되돌려 넣기 전에 x-death를 읽자. 어느 큐가 왜 포기했는지 적혀 있다. 메시지가 중요하다면 큐는 소비해서 비우자. purge는 흔적을 남기지 않는다.',
    looks: {
      'before the purge': '비우기(purge) 전',
    },
  },
  title: '데드 레터: 무엇이 죽음인가',
  intro: [
    '데드 레터 익스체인지(dead letter exchange)가 있는 큐(queue)에서 메시지가 죽으면, 브로커가 그 익스체인지로 다시 발행한다. 큐가 x-dead-letter-routing-key를 정하지 않으면 라우팅 키(routing key)는 그대로다.',
    '쿼럼 큐인 work에는 dead로 이어지는 dlx가 있다. dead는 3개까지만 담고, 자기 데드 레터는 archive로 보낸다.',
    'worker는 m1을 requeue=false로 거부(reject)하고, m2는 올 때마다 requeue한다. 그러고는 떠난다. m3, m4, m5는 purge할 때까지, m6은 삭제할 때까지 work에서 기다린다.',
  ],
  questions: {
    worker: {
      ask: 'worker는 m1을 거부하고, m2는 올 때마다 requeue한다. 메시지를 모두 몇 번 받을까?',
      hints: [
        'requeue되는 것은 죽음일까?',
        'requeue된 메시지는 x-delivery-limit만큼은 돌아온다. 여기서는 1이다.',
      ],
      why: 'm1을 한 번, m2를 두 번이다. m2는 첫 requeue로 돌아오고, 두 번째 requeue는 한도 1을 넘는다.',
      slips: {
        two: 'requeue되는 것은 죽음이 아니다. 한도가 1이므로 m2는 한 번 돌아오고, 그다음 requeue에서야 죽는다.',
        four: 'm2는 한 번만 돌아온다. 그다음 requeue는 x-delivery-limit을 넘고, 거부된 m1은 아예 돌아오지 않는다.',
      },
    },
    dead: {
      ask: '끝에 dead에는 무엇이 어떤 순서로 있을까?',
      choices: {
        all: 'm1, m2, m3, m4',
        full: 'm1, m2, m3',
        newest: 'm2, m3, m4',
        purged: 'm4, m5, m6',
      },
      hints: [
        '여섯 가운데 죽는 것은 무엇이고, 그냥 사라지는 것은 무엇일까? dead에는 몇 개가 들어갈까?',
        '거부, 전달 한도 초과, 길이 초과, 만료는 죽음이다. purge와 삭제는 아니다. 그리고 가득 찬 큐는 가장 오래된 것을 버린다.',
      ],
      why: 'm1, m2, m3, m4가 이 순서로 work에서 죽는다. 3개까지 담는 dead는 가장 오래된 m1을 포기하고, m1은 archive로 간다.',
      slips: {
        all: 'dead에는 x-max-length=3이 있다. m4가 오면 한도를 넘어, 가장 오래된 m1이 거기서 죽고 archive로 간다.',
        full: '가득 찬 큐가 버리는 것은 새로 온 것이 아니라 가장 오래된 것이다. m4는 dead에 들어가고 m1이 archive로 간다.',
        purged: 'purge와 삭제는 죽음이 아니다. m5와 m6은 데드 레터가 되지 않고 사라진다.',
      },
    },
  },
};
