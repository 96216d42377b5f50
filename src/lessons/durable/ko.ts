import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'd5364d684d7a',
  scenario: {
    summary: '재시작하면 durable한 것과 그 사이의 바인딩만 남는다',
    guess: '재시작한 뒤 없어진 것을 다시 선언하면 모두 전과 같아진다.',
    notice: [
      "m1: 'orders'와 'cache'가 둘 다 받았다. 'cache'는 재시작으로 사라졌고, 영속 메시지였는데도 그 안의 것까지 함께 사라졌다.",
      "m2: 익스체인지 'news'와 큐 'orders', 그리고 둘 사이의 바인딩은 durable이라 그대로 동작한다. 'cache'는 다시 선언했지만 바인딩이 함께 사라졌으므로 아무것도 받지 못한다.",
      "m3: 익스체인지 'flash'는 transient였다. durable한 'orders'로 가던 바인딩과 함께 사라졌고, 퍼블리셔는 404를 받는다.",
    ],
    takeaway:
      '바인딩은 양쪽 끝이 모두 남아야 남는다. transient 큐를 선언하는 프로그램은 연결할 때마다 바인딩도 해야 한다. RabbitMQ 4.3부터는 durable도 exclusive도 아닌 큐는 거부된다.',
    looks: {
      'before the restart': '재시작 전',
      'after it': '재시작 뒤',
    },
  },
  title: '내구성(durable): 재시작하면 남는 것',
  intro: [
    '익스체인지(exchange)와 큐(queue)는 durable(내구성 있음) 또는 transient(임시)로 선언한다. durable한 것은 브로커가 재시작해도 다시 있다.',
    '여기서는 m1 뒤에 브로커가 재시작한다. 그러고는 누군가 cache가 없는 것을 보고 전과 똑같이 다시 선언한다.',
  ],
  questions: {
    m2: {
      ask: 'cache를 다시 선언한 뒤, 팬아웃 익스체인지 news에 m2가 발행된다. 어느 큐가 받을까?',
      hints: [
        '메시지가 가려면 익스체인지와 큐, 그리고 그 사이에 또 하나가 있어야 한다. 다시 선언한 것은 그중 무엇일까?',
        '바인딩(binding)은 양쪽 끝이 모두 durable이어야 남는다. 선언만 한 큐는 기본 익스체인지 말고는 어디에도 바인딩되어 있지 않다.',
      ],
      why: 'news와 orders, 그리고 둘 사이의 바인딩은 durable이다. cache는 새 큐이고, news와의 바인딩은 옛 큐와 함께 사라졌다.',
      slips: {
        bindingToo:
          'cache는 있지만 바인딩이 없다. news와의 바인딩은 transient 큐와 함께 사라졌고, 선언은 큐만 되살린다.',
        allLost: 'orders는 받는다. 익스체인지 news도 큐 orders도 durable이고, 둘 사이의 바인딩도 그렇다.',
      },
    },
    m3: {
      ask: 'orders에 바인딩되어 있던 transient 익스체인지 flash에 m3이 발행된다. 어떻게 될까?',
      choices: {
        arrives: 'orders에 도착한다.',
        returned: '받을 큐가 없어서 반송된다.',
        missing: '퍼블리셔(publisher)가 404를 받는다.',
      },
      hints: [
        '재시작한 뒤에 flash가 있었을까? 누가 다시 선언했을까?',
        '바인딩이 없는 곳에 발행하면 메시지가 반송되고, 익스체인지가 없는 곳에 발행하면 오류다.',
      ],
      why: 'flash는 transient라서 재시작으로 바인딩과 함께 사라졌다. 없는 익스체인지에 발행하면 404다.',
      slips: {
        arrives:
          'orders는 durable이지만 flash는 아니다. 재시작으로 익스체인지가 사라졌고, 거기서 orders로 가던 바인딩도 함께 사라졌다.',
        returned:
          'flash가 있는데 바인딩만 없다면 그렇다. 하지만 flash가 통째로 사라졌으므로 발행 자체가 404 오류다.',
      },
    },
  },
};
