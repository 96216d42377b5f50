import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '7fb26a483e45',
  scenario: {
    summary: '없는 것을 쓰면 404이지만, 지우는 것은 괜찮다',
    guess: '없는 큐를 지목하면 무엇이든 실패하고, 프로그램은 다음 단계로 넘어간다.',
    notice: [
      "m1: cleaner는 큐 'job'의 바인딩을 해제하고 큐를 삭제하고, 익스체인지 'mail'도 삭제한다. 둘 다 없지만 오류가 아니다. cleaner가 바라던 대로이기 때문이다. m1을 계속 쥐고 있다가 나중에 확인한다.",
      "m2: 이것을 쥐고 있던 purger가 큐 'job'을 비우려(purge) 했다: 404이고, 채널이 닫힌다. m2는 큐로 돌아가서 cleaner에게 간다.",
      "reader는 'job'을 소비하려 하고, checker는 익스체인지 'mail'이 있는지 수동 선언(passive declare)으로 묻는다. 둘 다 404를 받는다.",
      "m3: binder는 'mails'라고 할 것을 'mail'이라고 해서 'sms'를 바인딩했다: 404. 그래서 'mails'에는 바인딩된 큐가 없고, m3은 되돌아온다.",
    ],
    takeaway:
      '뒷정리를 하기 전에 무엇이 있는지 확인할 필요는 없다. 다만 이름을 잘못 적어도 드러나지 않는다. 비우기나 수동 선언처럼 없는 것을 지목할 수도 있는 일은 따로 채널을 열어 하자. 컨슈머의 채널에서 404가 나면 컨슈머가 끝나고, 쥐고 있던 것이 모두 큐로 돌아간다.',
  },
  title: '없는 큐, 없는 익스체인지',
  intro: [
    '큐(queue) jobs와 sms, 익스체인지(exchange) mails가 있다. 다섯 프로그램이 저마다 큐 job이나 익스체인지 mail을 지목하는데, 그런 큐도 익스체인지도 없다.',
    '다섯 가운데 둘은 다른 모든 일을 하는 그 채널(channel)에서 jobs도 소비한다. 없는 것을 지목할 때 cleaner는 m1을, purger는 m2를 쥐고 있다.',
  ],
  questions: {
    cleaner: {
      ask: 'cleaner는 옛 릴리스가 남긴 것을 치우려고 큐 job의 바인딩(binding)을 해제하고 큐를 삭제하고, 익스체인지 mail도 삭제한다. 답은 무엇일까?',
      choices: {
        fine: '오류가 없고, cleaner는 계속한다.',
        missing: '404. cleaner의 채널이 닫힌다.',
      },
      hints: [
        '그 단계가 끝나면 cleaner가 바라던 대로일까?',
        '없는 것을 없애도 달라지는 것은 없고, 브로커는 뭐라 하지 않는다.',
      ],
      why: '없어야 할 것이 없으니 부탁한 그대로다. cleaner는 채널도 m1도 잃지 않는다.',
      slips: {
        missing:
          'RabbitMQ에서 없는 것을 삭제하거나 바인딩을 해제하는 것은 오류가 아니다. 404는 그것을 쓰려는 쪽만 받는다.',
      },
    },
    purger: {
      ask: 'purger는 jobs를 비우려다가 job을 비운다(purge). 어떻게 될까?',
      choices: {
        fine: '오류가 없다. 없는 큐에는 메시지도 없다.',
        goesOn: '404. purger는 m2를 쥔 채 계속한다.',
        closed: '404. purger가 채널을 잃어서 m2는 큐로 돌아간다.',
      },
      hints: [
        '비우기는 큐를 없애는 일일까, 큐가 있어야 하는 일일까?',
        '비우려면 큐가 있어야 한다. 없으면 404, 곧 채널 오류다.',
      ],
      why: '비우려면 그 큐가 있어야 한다: 404 NOT_FOUND. purger가 소비하던 채널이 닫히므로 m2는 jobs로 돌아가고, 나중에 cleaner가 받는다.',
      slips: {
        fine: '삭제할 것은 없어도 되지만 비울 것은 있어야 한다. 큐가 없으면 404다.',
        goesOn:
          '404는 비우기를 보낸 채널을 닫는다. purger는 바로 그 채널에서 소비하므로 컨슈머(consumer)가 끝나고 m2는 큐로 돌아간다.',
      },
    },
    m3: {
      ask: 'binder는 sms를 익스체인지 mail에 바인딩한다. 그다음 m3이 mails에 발행된다. 어느 큐가 받을까?',
      hints: [
        'm3은 어느 익스체인지로 가고, 거기에는 무엇이 바인딩되어 있을까?',
        '바인딩에는 양쪽 끝이 다 있어야 한다. 브로커는 어느 쪽도 만들어 주지 않는다.',
      ],
      why: 'mail이라는 익스체인지가 없어서 binder는 404를 받았다. 그래서 mails에는 아무것도 바인딩되어 있지 않고, m3은 되돌아온다.',
      slips: {
        made: 'sms는 어디에도 바인딩되지 않았다. binder는 없는 익스체인지를 지목해서 404를 받았다. 브로커는 그것을 만들어 주지도, 무엇을 뜻했는지 짐작하지도 않는다.',
      },
    },
  },
};
