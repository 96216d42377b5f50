import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '817cfe784145',
  scenario: {
    summary: '바인딩으로만 닿을 수 있다. 퍼블리셔는 거부된다',
    guess: '내부 익스체인지에 발행한 것은 버려지고, 다음 메시지는 평소대로 간다.',
    notice: [
      "m1: 'orders'에 발행되어 바인딩을 따라 내부 익스체인지 'audited'에 닿고, 그 큐에 들어간다.",
      "m2: 'audited'에 바로 발행되어 거부된다(403). 이것은 채널 오류라서 채널이 닫힌다.",
      'm3: 잘못된 것이 없지만, 같은 채널에서 m2 바로 뒤에 보내졌으므로 함께 사라진다. 퍼블리셔는 컨펌을 받지 못한다.',
      'm4: 새 채널로 보내져 도착한다.',
    ],
    takeaway:
      '토폴로지 안쪽의 익스체인지는 internal로 선언해서 모든 것이 정문으로 들어오게 하자. 그래도 거기에 발행하면 채널 전체가 닫힌다. 컨펌받지 못한 것은 다시 발행하자.',
  },
  title: '내부 익스체인지(internal exchange)',
  intro: [
    '익스체인지(exchange)를 internal로 선언할 수 있다. 다른 익스체인지에서 오는 바인딩(binding)을 위한 것이다. orders는 internal인 audited로, audited는 audit 큐(queue)로 이어진다.',
    '프로그램은 연결(connection) 안에 채널(channel)을 열고, 그 채널로 브로커와 이야기한다. m2와 m3은 같은 채널로 가고, m3은 m2 바로 뒤에 간다. m4를 보낼 때 그 채널이 닫혀 있으면 퍼블리셔(publisher)는 새 채널을 연다.',
  ],
  questions: {
    m2: {
      ask: 'm2는 내부 익스체인지인 audited에 발행된다. 브로커는 어떻게 할까?',
      hints: [
        '내부 익스체인지에 발행하는 것은 갈 곳 없는 메시지일까, 해서는 안 되는 일일까?',
        '해서는 안 되는 일에는 오류로 답하고, 그 일을 하려던 채널을 닫는다.',
      ],
      why: '내부 익스체인지에는 발행할 수 없다. 403 ACCESS_REFUSED가 오고 채널이 닫힌다.',
      choices: {
        refused: '오류로 답하고 채널을 닫는다.',
        returned: '어느 큐도 받지 않는 메시지처럼 되돌려 보낸다.',
        dropped: '아무 말 없이 버린다.',
        routed: '바인딩이 있으니 audit에 넣는다.',
      },
      slips: {
        returned:
          '되돌려 보내는 것은 익스체인지가 메시지를 받았는데 갈 곳을 찾지 못했을 때다. 여기서는 퍼블리셔에게서 아예 받지 않는다. 403이 오고 채널이 닫힌다.',
        dropped: '브로커는 말을 한다. 403 ACCESS_REFUSED다. 그리고 퍼블리셔의 채널을 닫는다.',
        routed:
          'audited에서 audit으로 가는 바인딩은 있지만, 메시지는 다른 익스체인지에서만 받는다. 퍼블리셔는 거부된다(403).',
      },
    },
    c1: {
      ask: 'm1과 m4는 orders에 발행되고, m2 바로 뒤에 가는 m3도 그렇다. c1은 네 메시지 가운데 몇 개를 받을까?',
      hints: [
        'm3에는 잘못이 없다. 그런데 m3이 갈 채널이 아직 남아 있을까?',
        '브로커는 자기가 닫은 채널로 들어오는 것을 모두 버린다.',
      ],
      why: 'm1은 오류가 나기 전에, m4는 그 뒤에 새 채널로 도착한다. m2는 거부되고, m3은 채널과 함께 사라진다.',
      slips: {
        m2Alone: '오류는 m2만의 일이 아니다. 채널이 닫혔고, 그 채널에서 m2 뒤에 보내진 m3은 버려졌다.',
        all: 'audited가 internal이라서 m2는 거부된다. 그리고 같은 채널에서 그 뒤에 보내진 m3은 채널이 닫히면서 버려진다.',
        neverAgain: 'm1은 그 전에 도착했고, 채널이 닫혀도 연결은 열려 있다. m4는 새 채널로 와서 도착한다.',
      },
    },
  },
};
