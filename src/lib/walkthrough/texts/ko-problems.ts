import type { englishProblems } from './en-problems.ts';

const among = (known: readonly string[]): string =>
  known.length === 0 ? '' : ` 있는 것: ${known.join(', ')}`;

/** 입력한 줄에서 무엇이 잘못되었고 대신 무엇을 입력하면 되는지. */
export const koreanProblems: typeof englishProblems = {
  'unknown-command': ({ word, similar }) =>
    `'${word}': 없는 명령이다. ${similar.length === 0 ? '' : `혹시 ${similar.join(', ')}? `}help를 입력하면 목록이 나온다.`,
  usage: ({ usage, example }) => `쓰는 법: ${usage}. 예: ${example}`,
  'unknown-option': ({ option, known }) => `여기에 ${option} 옵션은 없다.${among(known)}`,
  'wrong-value': ({ of, wanted, got }) => `${of}: 쓸 수 있는 값은 ${wanted}. 받은 값: '${got}'`,
  'wrong-header': ({ text }) =>
    `'${text}': 읽을 수 없다. 값은 n=1, n=1.5, n=true, n=text, n="빈칸이 있는 글", n= (void)처럼 쓴다.`,
  'name-too-long': ({ name }) => `'${name.slice(0, 20)}…': 너무 길다. AMQP에는 255바이트까지 들어간다.`,
  'quoted-name': ({ name }) => `${name}: 이름과 키는 따옴표 없이 쓴다. 여기서는 이름에 빈칸을 쓸 수 없다.`,
  'reserved-name': ({ name }) =>
    `'${name}': 거부된다(403 ACCESS_REFUSED). amq.로 시작하는 이름은 RabbitMQ의 것이다.`,
  'unknown-type': ({ type, known }) => `'${type}': 없는 익스체인지(exchange) 종류다.${among(known)}`,
  'no-queue': ({ name, known }) => `이름이 '${name}'인 큐(queue)가 없다(404 NOT_FOUND).${among(known)}`,
  'no-exchange': ({ name, known }) =>
    `이름이 '${name}'인 익스체인지(exchange)가 없다(404 NOT_FOUND).${among(known)}`,
  'no-entity': ({ name, known }) =>
    `이름이 '${name}'인 큐(queue)도 익스체인지(exchange)도 없다.${among(known)}`,
  'no-binding': ({ known }) =>
    known === 0
      ? '바인딩(binding)이 없다.'
      : `그런 바인딩(binding)은 없다. 번호는 1부터 ${known}까지이고, show를 입력하면 보인다.`,
  'bound-already': () => '그 바인딩(binding)은 이미 있다. 다시 바인딩해도 달라지는 것은 없다.',
  'there-already': ({ name }) => `'${name}': 이미 똑같이 선언되어 있다. 다시 선언해도 달라지는 것은 없다.`,
  'declared-otherwise': ({ name }) =>
    `'${name}': 이미 다르게 선언되어 있다(406 PRECONDITION_FAILED). 먼저 delete로 지우자.`,
  'default-exchange': () =>
    '기본 익스체인지(default exchange)에는 아무도 바인딩할 수 없다(403 ACCESS_REFUSED). 모든 큐가 자기 이름으로 이미 바인딩되어 있다.',
  'wrong-x-match': ({ mode, known }) =>
    `x-match=${mode}: 거부된다(406 PRECONDITION_FAILED). 쓸 수 있는 값: ${known.join(', ')}`,
  'nothing-to-undo': () => '되돌릴 것이 없다.',
  'no-consumer': ({ name, known }) =>
    `이름이 '${name}'인 컨슈머(consumer)가 없다.${known.length === 0 ? ' consume QUEUE로 시작하자.' : among(known)}`,
  'consumer-there': ({ name }) => `이름이 '${name}'인 컨슈머(consumer)가 이미 있다. --as=다른이름 을 쓰자.`,
  'other-channel': ({ name, role }) =>
    role === name
      ? `'${name}'에는 따로 쓰는 채널(channel)이 있어, 다른 채널에는 있을 수 없다.`
      : `'${name}'은(는) '${role}'의 채널(channel)에 있어, 다른 채널에는 있을 수 없다.`,
  'no-message': ({ name, known }) =>
    `이름이 '${name}'인 메시지가 없다.${known.length === 0 ? ' 아직 아무것도 발행하지 않았다.' : among(known)}`,
  'no-client': ({ name, known }) => `이름이 '${name}'인 쪽이 없다.${among(known)}`,
  'not-together': ({ one, other }) => `${one}, ${other}: 둘을 함께 쓸 수 없다.`,
  'not-alone': ({ name, role }) =>
    `${name}: 자기 연결(connection)이 없고 ${role}의 채널에서 소비한다. crash ${role}: 그 연결을 끊는다.`,
  'not-received': ({ consumer, received }) =>
    received.length === 0
      ? `${consumer}: 지금 연결에서 받은 것이 없어서 응답할 것도 없다.`
      : `${consumer}: 지금 연결에서 받은 것에만 응답할 수 있다. 받은 것: ${received.join(', ')}`,
  'not-consuming': ({ consumer }) => `${consumer}: 이미 소비하지 않는다. 멈출 것이 없다.`,
  'too-much': ({ most }) =>
    `샌드박스에는 ${most}단계까지만 들어간다. undo로 되돌리거나, save로 저장하고 새로 시작하자.`,
};
