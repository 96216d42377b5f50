import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '657f2c7eb239',
  scenario: {
    summary: '데드 레터는 expiration을 두고 떠난다',
    guess: 'expiration이 있는 메시지는 그 시간이 지나면 어느 큐에 있든 사라진다.',
    notice: [
      'm1: offers에서 expiration이 지나 죽는다. 데드 레터가 되면 expiration이 없으므로 parking에 남는다.',
      'm2: expiration이 지나기 한참 전에 거부된다. 이렇게 죽을 때도 expiration이 없어지고, m2도 parking에 남는다.',
    ],
    takeaway:
      '데드 레터를 모으는 큐는 메시지의 수명이 아무리 짧았어도 누군가 비울 때까지 자란다. 그 큐에 x-message-ttl이나 한도를 따로 두고 지켜보자. 메시지에 원래 있던 값은 x-death에 original-expiration으로 남는다.',
    looks: {
      'long after': '한참 뒤',
    },
  },
  title: '만료되지 않는 데드 레터',
  intro: [
    'offers에서 죽은 것은 데드 레터(dead letter)가 되어 parking으로 간다. 큐(queue) parking은 소비하는 쪽도 TTL도 없다.',
    'm1의 expiration은 100 ms이고, 아직 아무도 offers를 소비하지 않는다. 그다음 worker가 와서 m2를 거부(reject)한다. m2의 expiration은 400 ms이고, 그때는 한참 남아 있다.',
    '두 expiration이 모두 지나고도 한참 뒤에 누가 들여다본다.',
  ],
  questions: {
    parking: {
      ask: '그때 parking에는 메시지가 몇 개 있을까?',
      hints: [
        'expiration이 지나서 죽은 메시지의 데드 레터에 그 expiration이 그대로 있다면 어떻게 될까?',
        '브로커는 메시지가 죽을 때마다, 이유가 무엇이든 expiration을 없앤 다음 다시 발행한다.',
      ],
      why: '둘 다 있다. m1은 expiration이 지나서, m2는 거부되어 죽었고, parking에서는 어느 쪽에도 expiration이 없다.',
      slips: {
        none: 'parking에서는 아무것도 만료되지 않는다. 큐에 TTL이 없고, 두 메시지의 expiration은 죽을 때 브로커가 없앴다.',
        one: '이 점에서는 m1과 m2가 같다. 지났든 남았든 expiration은 죽을 때 없어지고, 둘 다 남는다.',
      },
    },
  },
};
