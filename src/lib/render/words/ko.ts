import type { Words } from './words.ts';

// Names and keys come in any script, so that no particle can be chosen for them: the phrases are built without.

/** What the renderers say in Korean. AMQP's own verbs (ack, reject, publish, …) stay as RabbitMQ's documents have them. */
export const korean: Words = {
  messages: (number) => `메시지 ${number}개`,
  queues: (number) => `큐 ${number}개`,
  consumers: (number) => `컨슈머 ${number}개`,
  connections: (number) => `연결 ${number}개`,
  moreSteps: (number) => `… 외 ${number}단계`,
  moreStepsAlike: (number) => `… 외 비슷한 단계 ${number}개`,
  moreLines: (number) => `… 외 비슷한 ${number}줄`,
  moreQueues: (number) => `… 외 큐 ${number}개`,
  moreConsumers: (number) => `… 외 컨슈머 ${number}개`,
  more: (number) => `… 외 ${number}개`,
  emptyKey: '(빈 키)',

  declaring: ({ exchanges, queues, nameless, broker, address, prefix, keep }) => {
    const kinds = [
      ...(exchanges > 0 ? [`익스체인지 ${exchanges}개`] : []),
      ...(queues > 0 ? [`큐 ${queues}개`] : []),
    ];
    const except = nameless === 0 ? '' : ` (브로커가 이름을 짓는 ${nameless}개는 빼고)`;
    const end = keep ? '그대로 남겨 둔다(--keep)' : '끝나면 지운다';
    return `${broker}(${address})에 선언하는 것: ${kinds.join(', ') || '없음'}. 이름은 ${prefix}*${except}, ${end}`;
  },
  everybodys: (exchange, messages) =>
    `주의: ${exchange} 익스체인지는 모두가 함께 쓴다. 여기서 발행하는 메시지 ${messages}개는 다른 사람이 거기에 바인딩한 큐에도 들어가서 남고, 다른 사람이 거기에 발행한 것은 여기의 큐에 들어온다.`,
  booting: {
    pulling: (what) => `내려받는 중: ${what}`,
    starting: (what) => `시작하는 중: ${what}`,
    removing: (what) => `지우는 중: ${what}`,
  },
  blocked: (reason) =>
    reason === undefined
      ? '브로커가 다시 메시지를 받는다.'
      : `브로커가 지금은 메시지를 받지 않는다: ${reason}`,

  labels: {
    broker: '브로커',
    exchange: '익스체인지',
    queues: '큐',
    bindings: '바인딩',
    producer: '프로듀서',
    consumers: '컨슈머',
  },
  embedded: '내장 브로커',
  connectionNamed: (name) => `연결 '${name}'`,
  consumerOn: (consumer, queue) => `${consumer} (${queue})`,

  asked: {
    key: '라우팅 키',
    headers: '헤더',
    keyAndHeaders: '라우팅 키, 헤더',
    exchange: '익스체인지',
    none: '(없음)',
    defaultExchange: '(기본)',
  },

  guess: '흔한 짐작:',
  inProduction: '실무에서는:',

  reasons: {
    fanout: '팬아웃(fanout) 익스체인지는 모든 메시지를 넘긴다',
    notModelled: (type) => `익스체인지 종류 '${type}': 여기서는 다루지 않음`,
    keysEqual: '키가 같다',
    keysDiffer: (key, bound) => `키 '${key}' ≠ '${bound}'`,
    plainWildcards: '다이렉트(direct) 익스체인지에서 *와 #은 그냥 글자다',
    wordsEqual: '모든 단어가 같다',
    took: (wildcard, words) => `${wildcard} 자리: ${words === null ? '단어 없음' : `'${words}'`}`,
    noMatch: '맞지 않는다',
    noPlace: (wanted) => `패턴의 '${wanted}', 키에 들어갈 자리가 없다`,
    noWords: (wanted) => `키에 단어가 없는데, 패턴에는 ${wordOrMore(wanted)} 더 필요하다`,
    ends: (last, wanted) => `키는 '${last}' 뒤에 끝나는데, 패턴에는 ${wordOrMore(wanted)} 더 필요하다`,
    emptyPattern: '빈 패턴은 빈 키만 받는다',
    tooMany: (position, word) => `${position}번째 단어 '${word}' 하나가 남는다`,
    otherWord: (position, word, wanted) => `${position}번째 단어: 키는 '${word}', 패턴은 '${wanted}'`,
    nothingToCompare: '비교할 것이 없다',
    allOfNothing: '없는 것 모두(all)는 참이다',
    anyOfNothing: '없는 것 중 하나라도(any)는 거짓이다',
    passedOver: (headers) => `${headers} 비교 안 함 (x-로 시작)`,
    headerMissing: (header) => `${header} 없음`,
    headerThere: (header) => `${header} 있음`,
    headerIs: (header, value) => `${header} = ${value}`,
    headerIsNot: (header, got, wanted) => `${header}: 메시지는 ${got}, 바인딩은 ${wanted}`,
    defaultTook: (key) => `기본 익스체인지: 이름이 '${key}'인 큐가 있다`,
    defaultRefused: (key) => `기본 익스체인지: 이름이 '${key}'인 큐가 없다`,
    alternate: (exchange, alternate) =>
      `'${exchange}'에서 맞는 것이 없어, 대체 익스체인지(alternate exchange) '${alternate}'에 넘어간다`,
    alternateMissing: (exchange, alternate) =>
      `'${exchange}'에서 맞는 것이 없고, 대체 익스체인지(alternate exchange) '${alternate}'도 없다`,
    noExchange: (exchange) => `익스체인지 '${exchange}' 없음`,
    skipped: {
      'already routed': '이미 받았으므로 두 번째 사본은 없다',
      'no such destination': '그러나 목적지가 없다',
    },
  },

  answers: {
    ack: 'ack',
    reject: 'reject(버림)',
    requeue: 'requeue(되돌림)',
    hold: '응답 보류',
    retry: '재시도',
  },
  behaviour: {
    by: (role) => `${role}의 채널`,
    prefetch: (limit) => `prefetch ${limit}`,
    channelPrefetch: (limit) => `채널 전체에 prefetch ${limit}`,
    noAck: '확인(ack) 없이',
    exclusive: '독점(exclusive)',
    takes: (duration) => `처리에 ${duration}`,
    batch: (size) => `${size}개씩 ack`,
    skipsDuplicates: '중복은 건너뜀',
    replies: '응답을 보냄',
    publishesEach: (to) => `하나마다 발행: ${to}`,
    publishesRows: (to) => `CSV 행마다 발행: ${to}`,
    answers: (answer, of, over) => `${[of, answer].filter(Boolean).join(' ')}${over}`,
    firstDeliveries: (number, of) =>
      `${of === '' ? '메시지마다' : of} ${number === 1 ? '첫 전달만' : `처음 ${number}번만`}`,
    over: (target) => ` (${target})`,
    nextKey: ', 다음은 ',
  },
  target: {
    queue: (name) => `큐 ${name}`,
    exchange: (name, key) => (key === '' ? name : `${name}, 키 ${key}`),
    defaultExchange: '기본 익스체인지',
  },
  publishes: (who, what, where) => `${who === null ? '' : `${who}: `}${what} 발행 ▸ ${where}`,
  message: {
    emptyKey: '빈 키',
    persistent: 'persistent',
    notPersistent: 'persistent 아님',
    priority: (priority) => `우선순위 ${priority}`,
    expires: (duration) => `${duration} 뒤 만료`,
    expiration: (text) => `expiration ${text}`,
    notMandatory: 'mandatory 아님',
    body: (text) => `본문 ${text}`,
    longBody: (length) => `본문 ${length}자`,
    wantsReply: '응답을 바람',
    replyTo: (queue) => `reply-to ${queue}`,
    confirmLost: '컨펌(confirm) 전에 연결이 끊김',
    confirmLostAndBack: '컨펌(confirm) 전에 연결이 끊겼다가 돌아옴',
  },
  steps: {
    confirms: (who) => `${who === null ? '' : `${who}: `}컨펌(confirm) 기다림`,
    consumes: (names, _number, queue) => `${names}: ${queue} 소비 시작`,
    gets: (who, queue, times) => `${who}: ${queue}에서 꺼내기(get)${times === 1 ? '' : ` ${times}번`}`,
    cancels: (consumer) => `${consumer}: 소비를 그만둠`,
    answers: (consumer, answer, message, multiple) =>
      `${consumer}: ${message}${multiple ? '까지 모두' : ''} ${answer}`,
    bind: (who, arrow) => does(who, `바인딩 ${arrow}`),
    unbind: (who, arrow) => does(who, `바인딩 해제 ${arrow}`),
    deletes: (who, what) => does(who, `${what} 삭제`),
    purges: (who, what) => does(who, `${what} 비우기(purge)`),
    asks: (who, what) => does(who, `${what} 있는지 확인`),
    declares: (who, what) => does(who, `${what} 선언`),
    exchange: (name) => `익스체인지 ${name}`,
    queue: (name) => `큐 ${name}`,
    namelessQueue: '이름 없는 큐',
    lastDeclared: '마지막에 선언한 큐',
    calledHere: (alias) => `, 여기서는 ${alias}`,
    cut: (who, recovers) => `${who}: 연결이 끊김${recovers ? ', 다시 연결함' : ''}`,
    restart: '브로커 재시작',
    wait: (duration) => `${duration} 기다림`,
    drain: '컨슈머마다 할 일이 없어질 때까지 기다림',
    look: (moment) => `살펴봄: ${moment}`,
  },

  timeline: {
    what: '단계와 그 결과',
    depths: '그때 대기 중:',
    alwaysEmpty: (queues) => `단계마다 비어 있음: ${queues}`,
    allEmpty: '= 모든 큐가 빔',
    totalDepth: (messages, queues) => `= ${queues}에 ${messages}`,
    unknownDepths: { gone: '없음', locked: '잠김', stream: '스트림' },
    again: (message) => `${message}(다시)`,
    receives: ['받음: ', ''],
    gotNone: (queue) => `꺼낼 것 없음: ${queue} (basic.get-empty)`,
    answers: (answer) => ['', ` ${answer}`],
    skips: ['', ' 건너뜀, 이미 처리함'],
    publishes: ['', ' 발행'],
    returned: (told) => ['', ` 반송: ${told}`],
    refused: ['', ' 거부됨 (basic.nack)'],
    noConfirm: ['', ': 컨펌(confirm)을 받지 못함'],
    error: (who, told, closed) => `${who}: ${told} (${closed === 'channel' ? '채널' : '연결'}이 닫힘)`,
    cancelled: (consumer) => `${consumer}: 브로커가 소비를 취소함`,
    breaks: (who) => `${who}: 연결이 끊김`,
    reconnected: (who) => `${who}: 다시 연결됨`,
    named: (queue, name) => `브로커가 지은 ${queue}의 이름: ${name}`,
    strangers: '다른 퍼블리셔의 메시지',
    failed: '실행이 여기서 끝난다',
  },

  ending: {
    seenIn: '거쳐 간 큐',
    inTheEnd: '마지막에는',
    died: '죽은 이유',
    fates: {
      acked: 'ack',
      taken: '가져감',
      skipped: '건너뜀',
      held: '응답 보류',
      rejected: 'reject',
      retried: '재시도',
      left: '남음',
      lost: '사라짐',
    },
    fate: (how, names) => `${how}: ${names}`,
    returned: '↩ 반송됨',
    refused: '✗ 거부됨',
    noConfirm: '? 컨펌 없음',
    confirmed: '컨펌됨',
    unpublished: '발행 안 함',
    unknown: '? 알 수 없음',
    restUnknown: '? 나머지',
    gone: '사라짐',
    dropped: '버려짐',
    droppedBecause: '버려짐, 받은 큐 없음',
    peak: (depth) => `최대 ${depth}`,
    ready: (from, to) => `대기 중인 메시지, ${from}부터 ${to}까지`,
  },
};

const wordOrMore = (wanted: string | null): string => (wanted === null ? '한 단어가' : `'${wanted}' 하나가`);

const does = (who: string | null, what: string): string => (who === null ? what : `${who}: ${what}`);
