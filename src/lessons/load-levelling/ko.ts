import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '13ce7ae8e69c',
  scenario: {
    summary: '큐는 몰려든 일을 기다리는 시간으로 바꾼다',
    guess: '작업자 둘이 한꺼번에 온 요청 마흔 개를 받을 수는 없으니 대부분 거부된다.',
    notice: [
      'm1, m2: 두 작업자가 요청을 하나씩 가지고 있다. 나머지는 모두 큐에서 기다리고, 퍼블리셔는 일이 끝나기 한참 전에 컨펌을 다 받는다.',
      'm40: 거부되거나 사라지는 것은 없다. 다만 m40은 작업자들이 나머지를 다 끝낼 때까지 기다린다. 25 ms짜리 요청 40개를 둘이 하면 0.5초가 걸린다.',
    ],
    takeaway:
      '큐가 있으면 작업자 수를 최대가 아니라 평균 부하에 맞출 수 있다. 작업자가 빨라지는 것은 아니다. 처리할 수 있는 것보다 많은 요청이 몇 시간씩 이어지면 큐는 자라기만 한다. 깊이를 지켜보고, 작업자를 늘리고, x-max-length로 한도를 두자.',
    looks: {
      'after the burst': '한꺼번에 몰린 뒤',
      'at the end': '마지막',
    },
  },
  title: '한꺼번에 몰린 요청',
  intro: [
    '요청 마흔 개가 한꺼번에 발행된다. 두 작업자가 큐(queue) requests를 소비하고, 프리페치(prefetch)는 둘 다 1이며, 요청 하나에 25 ms가 걸린다.',
    '그러니 요청이 몰려드는 동안 마흔 개 가운데 두 개가 작업자에게 있다. 큐에는 아무 인자(argument)도 없다.',
  ],
  questions: {
    burst: {
      ask: '나머지 서른여덟 개는 어떻게 될까?',
      choices: {
        refused: '작업자가 따라가지 못하므로 브로커가 대부분 거부한다(basic.nack).',
        returned: '손이 빈 작업자가 없으므로 대부분 퍼블리셔(publisher)에게 반송된다.',
        dropped: '큐가 얼마쯤 지키다가, 더 오면 가장 오래된 것을 버린다.',
        done: '기다렸다가 결국 모두 처리된다.',
      },
      hints: [
        '퍼블리셔가 컨슈머(consumer)에 매여 있을까?',
        '큐는 누가 소비하든 라우팅되어 온 것을 받는다. 버리거나 거부하려면 x-max-length 같은 한도가 있어야 한다.',
      ],
      why: '큐는 모두 한꺼번에 받아서 작업자의 속도에 맞추어 내준다. 몰려든 일은 기다리는 시간이 된다.',
      slips: {
        refused:
          '큐는 그렇게 하라고 한도와 x-overflow=reject-publish를 정했을 때 거부한다. 컨슈머의 속도는 상관이 없다.',
        returned:
          '반송은 받는 큐가 없는 메시지에 대한 것이다. 손이 빈 작업자가 있든 없든 requests가 마흔 개를 모두 받는다.',
        dropped: '큐가 가장 오래된 것을 버리는 것은 x-max-length 같은 한도가 있을 때다. 이 큐에는 없다.',
      },
    },
  },
};
