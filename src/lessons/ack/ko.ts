import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '2e531d69c204',
  scenario: {
    summary: '확인하지 않은 것은 컨슈머가 죽으면 돌아온다',
    guess: '컨슈머에게 이미 보낸 것은 그 컨슈머가 죽으면 사라진다.',
    notice: [
      'm1: careful이 확인했으므로 브로커가 지웠다.',
      'm2, m3: careful이 받았지만 확인하기 전에 죽었다. 다시 대기 중이 되고, rescue가 redelivered=true로 받는다.',
      'm4, m5: careless는 noAck으로 소비한다. 브로커에게는 보낸 순간 끝난 것이라서 되돌릴 것이 없다. 미확인인 것이 없으므로 프리페치 1도 m5를 붙잡아 두지 못한다.',
    ],
    takeaway:
      '일하기 전이 아니라 일을 마친 다음에 확인하자. 그러면 죽어도 메시지를 잃지 않는 대신 어떤 것은 두 번 처리된다. 두 번 처리해도 탈이 없게 만들자. noAck은 실시간 지표처럼 잃어도 되는 것에 쓴다.',
    looks: {
      'both have crashed': '둘 다 연결이 끊긴 뒤',
    },
  },
  title: '확인(ack)과 갑작스러운 종료',
  intro: [
    'careful은 work에서 m1, m2, m3을 받았다. m1은 확인(ack)했고, 나머지 둘을 아직 처리하다가 죽는다. 연결(connection)이 끊긴다.',
    'careless는 noAck으로 log를 소비한다. 확인을 보내지 않겠다고 브로커에 미리 알리는 것이다. 프리페치(prefetch)가 1인데도 m4와 m5를 다 받은 다음 역시 죽는다.',
    '그다음 세 번째 컨슈머(consumer)인 rescue가 work를 소비한다.',
  ],
  questions: {
    rescue: {
      ask: 'rescue는 work에서 무엇을 받을까?',
      hints: [
        '누군가 처리를 끝냈다고 브로커가 알고 있는 메시지는 어느 것일까?',
        '브로커는 확인을 받을 때까지 메시지를 지우지 않는다. 컨슈머의 연결이 끊기면 메시지는 다시 대기 중이 되고, redelivered로 표시된다.',
      ],
      why: 'm2와 m3은 확인되지 않았으므로 careful이 사라지자 다시 대기 중이 된다. 전에 한 번 전달된 것이라 그렇게 표시된다.',
      choices: {
        again: 'redelivered로 표시된 m2와 m3',
        asNew: '처음 오는 것과 다름없는 m2와 m3',
        all: 'redelivered로 표시된 m1, m2, m3',
        lost: '아무것도 받지 못한다',
      },
      slips: {
        asNew:
          'm2와 m3이 다시 오지만 새것으로 오지는 않는다. careful에게 한 번 보내졌고 일부는 처리되었을지도 모르므로 redelivered가 true다.',
        all: 'm1은 careful이 확인했고, 그때 브로커가 지웠다. 확인되지 않은 것만 다시 온다.',
        lost: '보냈다고 처리된 것은 아니다. 누군가 확인할 때까지 브로커는 m2와 m3을 지우지 않는다.',
      },
    },
    log: {
      ask: '두 컨슈머가 모두 죽었다. log에서 대기 중(ready)인 메시지는 몇 개일까?',
      hints: [
        '브로커가 아직 기다리고 있을 만한 확인이 있을까?',
        'noAck에서는 메시지를 보낸 순간 처리된 것으로 치고 지운다. 프리페치는 미확인 메시지의 수를 제한하므로 여기서는 아무것도 제한하지 못한다.',
      ],
      why: '브로커에게 m4와 m5는 careless에게 보낸 순간 끝난 것이다.',
      slips: {
        bothBack:
          'm4와 m5가 미확인(unacknowledged)이었다면 돌아왔을 것이다. noAck에서는 그런 상태가 아예 없다. 보낼 때 이미 지워졌다.',
      },
    },
  },
};
