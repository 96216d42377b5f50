import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'fce2886f5de6',
  scenario: {
    summary: 'CC와 BCC 헤더는 메시지에 라우팅 키를 더한다',
    guess: 'CC와 BCC도 다른 헤더와 같다. 읽는 쪽에 무언가를 알릴 뿐, 라우팅하지는 않는다.',
    notice: [
      "m1, m2: CC에 두 번째 키가 있어서 m1은 'audit'에도 간다. m2의 CC에는 'billing'이 한 번 더 있을 뿐이고, 그래도 사본은 하나다.",
      "m3: BCC에 있는 키도 같은 일을 하지만, BCC는 메시지가 큐에 들어가기 전에 빠진다. 'billing'은 받은 것을 모두 거부해 헤더 익스체인지로 보내는데, 'with-cc'는 CC 헤더를 찾지만 'with-bcc'는 BCC를 한 번도 찾지 못한다.",
      "m4: 라우팅 키 'nobody'로 바인딩된 것은 없다. 큐로 이어지는 키가 하나만 있으면 되고, CC에 그런 키가 있다. 그래서 되돌아오지 않는다.",
      'm5: CC는 문자열의 배열이어야 한다. 문자열 하나를 넣으면 채널 오류(406)가 나고, 메시지는 어디에도 닿지 않는다.',
    ],
    takeaway:
      '한 번 발행하고 컨펌 한 번을 받아 여러 키로 보낼 수 있다. 하지만 읽는 쪽에 보이려고 넣은 헤더라도 이름이 CC나 BCC이면 라우팅된다. 밖에서 들어온 헤더를 무턱대고 옮겨 넣지 말자.',
  },
  title: 'CC와 BCC: 메시지에 키를 더하기',
  intro: [
    'RabbitMQ가 특별하게 다루는 헤더(header)가 둘 있다. CC와 BCC다. 저마다 라우팅 키(routing key)를 더 담은 목록을 넣을 수 있고, 이름은 메일의 참조와 숨은 참조에서 왔다.',
    '읽는 쪽에서 둘 가운데 무엇이 보이는지 알아보려고, billing의 컨슈머(consumer)는 받은 것을 거부(reject)하고 billing은 거부된 것을 헤더 익스체인지(headers exchange)인 dead로 보낸다. 거기서 with-cc는 CC 헤더가 있는 것을, with-bcc는 BCC 헤더가 있는 것을 받는다.',
  ],
  questions: {
    m3: {
      ask: 'm3의 라우팅 키는 billing이고 BCC=["audit"]가 있다. with-cc와 with-bcc까지 통틀어 어느 큐(queue)가 받을까?',
      hints: [
        '숨은 참조에 적힌 이름은 누구에게 보일까?',
        'CC와 BCC는 둘 다 라우팅 키를 더한다. 메시지가 큐에 들어가기 전에 BCC는 빠진다.',
      ],
      why: 'BCC는 audit이라는 키를 더하고, billing이 메시지를 받을 때는 이미 없다. dead의 어느 바인딩도 자기가 요구하는 헤더를 찾지 못한다.',
      slips: {
        plainHeader:
          'BCC는 여느 헤더와 다르다. audit이 m3의 두 번째 라우팅 키가 되고, audit 큐는 그 키로 바인딩되어 있다.',
        bccStays:
          'BCC는 m3이 큐에 들어가기 전에 빠져서 읽는 쪽에는 보이지 않는다. billing이 m3을 dead로 보낼 때 with-bcc의 바인딩은 그런 헤더를 찾지 못한다.',
        wrongHeader: 'with-cc는 CC 헤더를 요구한다. m3에는 CC가 있었던 적이 없다.',
      },
    },
    m5: {
      ask: 'm5의 라우팅 키는 billing이고 CC="audit"이다. 목록이 아니라 문자열 하나다. 어떻게 될까?',
      hints: [
        'RabbitMQ는 스스로 이해해야 하는 헤더를 너그럽게 다룰까?',
        'CC와 BCC는 배열이어야 한다. 다른 것을 넣으면 오류가 나고 채널이 닫힌다.',
      ],
      why: 'RabbitMQ가 406 PRECONDITION_FAILED로 답하고, 메시지는 어느 큐에도 들어가지 않는다.',
      choices: {
        refused: '브로커가 거부하고, 어느 큐도 받지 못한다.',
        oneKey: '문자열은 하나짜리 목록으로 친다. billing과 audit이 받는다.',
        ignored: '헤더를 무시하고, billing만 받는다.',
      },
      slips: {
        oneKey: '문자열을 하나짜리 목록으로 쳐 주지 않는다. CC는 배열이어야 하고, m5는 거부된다(406).',
        ignored: '배열이 아닌 CC를 못 본 체하지 않는다. m5는 거부되고(406), billing도 받지 못한다.',
      },
    },
  },
};
