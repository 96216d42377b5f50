import { shellWord } from '../../lab/shell-word.ts';
import { koreanProblems } from './ko-problems.ts';
import type { Texts } from './texts.ts';

// Names and keys come in any script, so that no particle can be chosen for them: the phrases are built without.

/** What the course says in Korean. */
export const korean: Texts = {
  chapters: {
    routing: '라우팅(routing)',
    publishing: '발행(publishing)',
    consuming: '소비(consuming)',
    queues: '큐(queue)',
    failure: '실패(failure)',
    systems: '전체 시스템',
  },

  states: { new: '', tried: '하는 중', done: '끝냄', skipped: '건너뜀' },

  welcome: [
    'RabbitMQ가 메시지를 어떻게 다루는지 배운다. 먼저 예측하고, 브로커(broker)에서 돌려 보고, 어디가 달랐는지 본다.',
    '틀린 답이 더 재미있다. 틀린 횟수를 세는 사람은 없다.',
    '진행 상황은 그때그때 저장된다. 쓸 수 있는 키는 질문 아래에 나온다.',
  ],
  welcomeBack: (lesson) => `다시 왔다. 이어서 할 곳: ${lesson}`,
  goodbye: (lesson) =>
    lesson === null ? '저장했다.' : `저장했다. mq-lab learn을 실행하면 이어지는 과정: ${lesson}`,
  end: [
    '과정을 모두 마쳤다.',
    '다음은 자신의 토폴로지(topology)다. mq-lab test는 기대한 대로인지 확인하고, mq-lab explain은 메시지가 어디로 갈지 알려 주며, mq-lab learn --sandbox에서는 마음껏 시험해 볼 수 있다.',
  ],
  stillSkipped: (lessons) => `건너뛴 것: ${lessons}`,

  keys: {
    hint: '힌트',
    skip: '건너뛰기',
    back: '뒤로',
    lessons: '목록',
    sandbox: '샌드박스',
    quit: '끝내기',
  },
  move: '이동',
  moveOn: (shown, of) => `이동, ${of}줄 중 ${shown}줄이 보인다`,
  tick: '표시',
  answer: '답하기',
  choose: '고르기',

  choices: {
    begin: '시작하기',
    'go-on': '무엇을 배울까',
    next: '계속하기',
    again: '한 번 더',
    improve: '바인딩을 더 적게 써서 만들기',
    retry: '다시 해 보기',
    lessons: '전체 목록',
    sandbox: '샌드박스에서 시험해 보기',
  },
  nextLesson: (lesson) => `다음: ${lesson}`,

  lessons: '과정 목록',
  question: (number, of) => `질문 ${number}/${of}`,
  none: '아무도 받지 않음',
  tickSomething: "받는 쪽을 표시하거나 '아무도 받지 않음'을 고르자. s를 누르면 질문을 건너뛴다.",
  noneAlone: "'아무도 받지 않음'은 다른 것과 함께 고를 수 없다.",
  wantsNumber: '0 이상의 정수를 입력하자.',
  wantsChoice: (most) =>
    most === 1
      ? '1이나 엔터, 또는 글자 하나를 입력하자.'
      : `1부터 ${most}까지의 번호나 글자 하나를 입력하자.`,
  wantsChoices: (most) => `1부터 ${most}까지의 번호를 1,3처럼, 또는 글자 하나를 입력하자.`,
  plainChoose: '번호:',
  plainTick: '번호들, 예: 1,3:',
  plainNumber: '몇 개:',
  yourAnswer: (answer) => `내 답: ${answer}`,
  youSkipped: '건너뛰었다.',
  skippedLesson: (lesson) => `건너뜀: ${lesson}. 마지막에 다시 나온다.`,
  hints: ['살짝 힌트', '규칙', '답'],

  played: (broker) => `${broker}에서 일어난 일`,
  running: '돌려 보는 중 …',
  onEmbedded: '그 브로커에서는 이 과정을 돌릴 수 없어서 내장 브로커에서 돌린다.',
  received: '받음',
  spoken: {
    right: '맞음:',
    wrong: '틀림:',
    skipped: '건너뜀:',
    matched: '해당함:',
    notMatched: '해당 없음:',
    bound: '에서 ',
    boundBy: (asks) => `에서 ${asks} 조건으로 `,
  },
  legend: '● 받음 · 못 받음   ✔ 예측대로 ✗ 예측과 다름',
  score: (right, of) => `${of}개 중 ${right}개 맞음`,
  you: '내 답',
  broker: '브로커',
  skippedAnswer: '건너뜀',
  noChoice: '보기에 없음',
  wasTold: '맞지만 힌트에서 답을 보았으므로 세지 않는다',
  otherwise: '이 브로커는 여기에 적힌 RabbitMQ의 동작과 다르게 움직였다. 그래서 설명은 보이지 않는다.',
  readOn: '더 읽기',

  goal: '목표',
  wanted: (queues) => (queues === '' ? '받는 큐 없음' : queues),
  mostBindings: (most, par) => `바인딩(binding)은 ${most}개까지. 파(par)는 ${par}개.`,
  bench: (bindings, most) => `바인딩 ${bindings}개, 최대 ${most}개`,
  nothingBound: '아직 아무것도 바인딩되어 있지 않다',
  builderKeys:
    '명령을 입력하자: bind, unbind, queue, exchange, undo, try, show, goal, hint, help, skip, quit',
  reached: '모든 메시지가 있어야 할 곳에 있다.',
  notReached: (wrong) => `메시지 ${wrong}개가 있어야 할 곳에 있지 않다.`,
  tooMany: (bindings, most) =>
    `목표에는 닿았지만 바인딩이 ${bindings}개다. ${most}개까지만 인정된다. 다른 바인딩이 이미 받는 것을 또 받는 바인딩은 어느 것일까?`,
  missing: '빠짐',
  surplus: '남음',
  wantedNotCame: (message, queue) => `${message} ▸ ${queue}: 와야 하는데 오지 않았다.`,
  cameNotWanted: (message, queue) => `${message} ▸ ${queue}: 오지 말아야 하는데 왔다.`,
  noWay: '그리로 가는 바인딩이 없다',
  par: (bindings, par) => {
    const over = bindings - par;
    if (over === 0) return `바인딩 ${bindings}개: 파(par).`;
    return over > 0
      ? `바인딩 ${bindings}개: 파(par)보다 ${over}개 많다.`
      : `바인딩 ${bindings}개: 파(par)보다 ${-over}개 적다. 아무도 생각하지 못한 방법이다.`;
  },
  solution: '이렇게 할 수 있다:',

  commands: {
    queue: '큐(queue) 선언; --transient, --exclusive, --auto-delete',
    exchange: '익스체인지(exchange) 선언: direct, fanout, topic, headers',
    bind: '큐에 바인딩(binding); 익스체인지에는 bind SOURCE =[KEY]=> EXCHANGE; 헤더(headers)는 bind SOURCE -> QUEUE x-match=any k=v',
    unbind: '번호로 바인딩 없애기',
    delete: '큐나 익스체인지 삭제',
    undo: '마지막 명령 되돌리기',
    try: '브로커에 메시지를 발행하고 어디로 가는지 보기',
    show: '선언하고 바인딩한 것 보기',
    goal: '목표 다시 보기',
    hint: '살짝 힌트, 규칙, 답의 순서로',
    skip: '다음으로 건너뛰기',
    lessons: '과정 목록',
    sandbox: '지금까지 만든 것으로 시험해 보기',
    quit: '끝내기; 모두 저장되어 있다',
    publish:
      '발행; --id=, --body=, --priority=, --expires=5s, --expiration=TEXT, --persistent, --not-mandatory; 기본 익스체인지는 (default)',
    consume:
      '컨슈머(consumer) 시작; --by=CLIENT는 그 채널에서; --channel-prefetch=N, --takes=100ms, --failures=N, --batch=N, --no-ack, --exclusive',
    get: '큐에 메시지 하나를 달라고 하기, 없을 수도 있다; --no-ack',
    ack: '컨슈머가 들고 있는 것(--answer=hold)을 확인(ack)',
    reject: '되돌리지 않고 reject',
    requeue: '큐로 되돌리기',
    cancel: '컨슈머 멈추기; 들고 있는 것은 그대로 둔다',
    crash: '클라이언트의 연결 끊기',
    purge: '큐 비우기',
    wait: '시간 보내기; 가상 시간이라 기다릴 필요가 없다',
    drain: '아무도 일하지 않을 때까지 시간 보내기',
    restart: '브로커 재시작',
    watch: '큐에 무엇이 있고 누가 무엇을 받고 들고 있는지',
    save: '모두 mq-lab test용 시나리오 파일로 저장',
    help: '이 목록',
    leave: '샌드박스에서 나가기; quit도 같다',
  },

  sandbox: [
    '샌드박스: 마음대로 쓰는 브로커(broker)다. 명령마다 브로커에서 실행되고, 그 결과가 나온다.',
    'help는 명령 목록, help publish는 그 명령 하나, undo는 되돌리기, leave는 있던 곳으로 돌아가기.',
  ],
  sandboxEmbedded: '샌드박스는 내장 브로커를 쓴다. --broker는 과정에만 쓰인다.',
  nothingThere: '아직 아무것도 없다. queue NAME으로 큐(queue)를 선언하자.',
  undone: (done) => `되돌렸다: ${done}`,
  empty: '비어 있음',
  queueGone: '없어짐',
  queueLocked: '잠김: 다른 연결 전용(exclusive)',
  queueStream: '스트림(stream): 읽은 것도 남는다',
  receives: (messages) => `받음: ${messages}`,
  nothingReceived: '받은 것 없음',
  lost: (messages, queue) => `재시작하면서 ${queue}에서 사라짐: ${messages}`,
  holds: (messages) => `들고 있음: ${messages}`,
  consumesNoMore: '더는 소비하지 않음',
  again: (message) => `${message}(다시)`,
  saved: (path) => `저장: ${path}. 실행하려면 mq-lab test ${shellWord(path)}`,
  saveExists: (path) => `${path}: 이미 있는 파일이라 그대로 두었다. 다른 이름을 쓰자.`,
  notSaved: (path, reason) => `${path}: 쓸 수 없다: ${reason}`,
  nothingToSave: '아직 저장할 것이 없다.',

  failed: '실행할 수 없었다:',
  takenBack: '명령을 되돌렸다.',
  problems: koreanProblems,

  damaged: (kept) =>
    `저장된 진행 상황의 일부가 깨졌다. 읽을 수 있는 것은 살렸고, 전체는 다음 파일에 남겨 두었다: ${kept}`,
  unreadable: (path, reason) =>
    `저장된 진행 상황을 읽을 수 없다: ${path} (${reason}). 처음부터 시작하고, 그 파일에는 아무것도 쓰지 않는다.`,
  unwritable: (path, reason) => `진행 상황을 저장할 수 없다: ${path} (${reason}). 저장하지 않고 계속한다.`,
  later: (path) =>
    `저장된 진행 상황은 더 새로운 mq-lab의 것이다: ${path}. 그대로 두고, 아무것도 저장하지 않는다.`,

  unknownLesson: (lesson) => `'${lesson}'라는 과정은 없다`,
  unknownLessonHint: (similar) =>
    `${similar === '' ? '' : `혹시 ${similar}? `}mq-lab learn --list는 전체 목록을 보여 준다.`,
  oneLesson: (lessons) => `시작할 과정은 하나여야 한다: '${lessons}'`,
  noTerminal: '과정에는 질문할 터미널이 필요하다',
  noTerminalHint:
    'mq-lab learn LESSON --transcript는 답까지 글로 보여 주고, mq-lab learn --list는 전체 목록을 보여 준다.',
  resetAsk: (lessons) => `${lessons}의 진행 상황을 지울까? [y/N] `,
  resetAll: (number) => `전체 ${number}개`,
  resetDone: (lessons) => `지웠다: ${lessons}.`,
  resetNot: '그대로 두었다.',
  resetFailed: (path, reason) => `아무것도 지우지 않았다. 바꿀 수 없는 파일: ${path} (${reason})`,
  notTogether: (one, other) => `${one}, ${other}: 함께 쓸 수 없다`,
  yesAlone: '--yes는 --reset과만 함께 쓴다',
  resetNeedsYes: '--reset: 질문할 터미널이 없으면 --yes가 필요하다',

  bindings: (number) => `바인딩 ${number}개`,
  goOnWith: (lesson) => `다음: mq-lab learn ${lesson}`,
  savedIn: (path) => `진행 상황이 저장된 곳: ${path}`,

  transcript: {
    answer: '답',
    why: '이유',
    slip: '흔한 착각',
    hints: '힌트',
    solution: '한 가지 방법',
  },
};
