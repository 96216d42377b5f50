import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '5ea88163954b',
  scenario: {
    summary: '자기에게서 나가는 마지막 바인딩과 함께 사라진다',
    guess:
      '자동 삭제 익스체인지는 쓰는 쪽이 없으면 사라진다. 바인딩이 하나도 없으면 곧바로 사라지고, 프로듀서가 발행하는 동안은 사라지지 않는다.',
    notice: [
      "m2: 'mails'에서 나가는 두 바인딩 가운데 하나가 없어졌다. 나머지 하나가 익스체인지를 살려 둔다.",
      "m3: 그 마지막 바인딩과 함께 'mails'도 사라졌고, 'orders'에서 'mails'로 오던 바인딩도 사라졌다. 익스체인지로 들어오는 바인딩은 그것을 지켜 주지 않는다.",
      "m4: 'spare'도 자동 삭제이지만 바인딩이 있었던 적이 없다. 그래서 아직 있다. 메시지는 갈 곳이 없을 뿐 오류는 아니다.",
      "m5: 이제 'mails'에 발행하면 채널 오류(404)다.",
    ],
    takeaway:
      '컨슈머가 자기와 함께 사라지는 큐를 바인딩하는 구조라면, 배포 중 컨슈머가 하나도 없는 짧은 틈에 익스체인지가 사라지고 모든 프로듀서가 404를 받는다. 자동 삭제는 주인 하나가 매번 새로 선언하는 익스체인지에 쓰자.',
  },
  title: '저절로 사라지는 익스체인지',
  intro: [
    '익스체인지(exchange)도 자동 삭제(auto-delete)일 수 있다. 여기서는 컨슈머와 상관이 없고, 바인딩(binding)을 따진다.',
    'mails는 자동 삭제다. orders에서 mails로 들어오는 바인딩이 하나, mails에서 sms와 letters로 나가는 바인딩이 둘 있다. 나가는 둘을 m2 앞에서 하나, m3 앞에서 하나 없앤다.',
    'spare도 자동 삭제인데, 여기에는 아무것도 바인딩된 적이 없다.',
  ],
  questions: {
    m2: {
      ask: 'mails에서 sms로 가는 바인딩을 없앤 뒤 orders에 m2가 발행된다. 어느 큐(queue)가 받을까?',
      hints: [
        '바인딩이 하나 줄어든 mails는 아직 있을까?',
        '자동 삭제 익스체인지는 나가는 바인딩이 하나라도 있으면 남는다.',
      ],
      why: 'mails에는 letters로 가는 바인딩이 남아 있다. 그래서 아직 있고, m2를 letters에만 넘긴다.',
      slips: {
        firstUnbind:
          'mails는 바인딩 하나가 없어졌다고 사라지지 않는다. letters로 가는 바인딩이 남아서 지켜 준다.',
        stillBound: '없앤 것이 바로 mails에서 sms로 가는 바인딩이다. 이제 sms로 가는 것은 없다.',
      },
    },
    gone: {
      ask: '두 자동 삭제 익스체인지 가운데 끝에 사라지고 없는 것은 무엇일까?',
      choices: {
        none: '없다. mails에는 orders에서 오는 바인딩이 남아 있고, spare는 잃은 것이 없다.',
        mails: 'mails만.',
        spare: 'spare만. 바인딩이 하나도 없다.',
        both: '둘 다. 어느 쪽에서도 나가는 바인딩이 없다.',
      },
      hints: [
        'mails에게 중요한 바인딩은 어느 것일까? spare가 잃을 수 있는 바인딩이 있었을까?',
        '자동 삭제 익스체인지는 나가는 마지막 바인딩이 없어질 때 사라진다. 바인딩이 있었던 적이 없으면 첫 바인딩을 기다린다.',
      ],
      why: 'mails는 나가는 마지막 바인딩을 잃었다. spare는 있었던 적이 없으니 잃을 것도 없었다.',
      slips: {
        none: 'orders에서 오는 바인딩은 mails로 들어오는 것이라 mails를 지켜 주지 않는다. 나가는 마지막 바인딩은 letters로 가던 것이었다.',
        spare:
          '반대다. spare에는 잃을 바인딩이 있었던 적이 없고, mails는 나가는 마지막 바인딩을 잃었다. orders에서 오는 바인딩은 들어오는 것이다.',
        both: '익스체인지는 바인딩이 없어서가 아니라 마지막 바인딩을 잃을 때 사라진다. spare에는 있었던 적이 없다.',
      },
    },
  },
};
