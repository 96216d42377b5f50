import type { Port, Trouble } from '../../lab/trouble.ts';

/** What went wrong, and what to do next. */
export type FaultTexts = {
  readonly [K in Trouble['kind']]: (
    trouble: Extract<Trouble, { kind: K }>,
  ) => readonly [message: string, hint?: string];
};

const EMBEDDED = '--broker를 빼면 따로 준비할 것이 없는 내장 브로커를 쓴다.';

const portHint = ({ number, isTls }: Port): string =>
  isTls
    ? `${number}번이 RabbitMQ의 TLS 포트인지 확인하자. TLS가 아닌 AMQP는 amqp://이고 보통 5672번이다.`
    : `${number}번이 RabbitMQ의 AMQP 포트인지 확인하자. 15672번은 관리 웹 페이지이고, TLS는 amqps://이며 보통 5671번이다.`;

/** 실행을 가로막은 것. 브로커의 말은 RabbitMQ의 것 그대로 둔다. */
export const koreanFaults: FaultTexts = {
  'nothing-listens': ({ where }) => [
    `${where}: 연결을 받는 프로그램이 없다`,
    `거기에 RabbitMQ를 시작하자. ${EMBEDDED}`,
  ],
  unreachable: ({ where }) => [`${where}: 닿을 수 없다`, `호스트와 네트워크를 확인하자. ${EMBEDDED}`],
  'unknown-host': ({ host }) => [`'${host}': 알 수 없는 호스트다`, `URL의 호스트를 확인하자. ${EMBEDDED}`],
  'no-answer': ({ where, port }) => [`${where}: 시간 안에 대답한 AMQP 0-9-1 브로커가 없다`, portHint(port)],
  'hung-up': ({ where, port, hasCertificate }) => [
    `${where}: AMQP 0-9-1로 말하기 전에 연결이 끊겼다`,
    `${hasCertificate ? 'certfile의 클라이언트 인증서를 받아들이는 브로커인지 보자. ' : ''}${portHint(port)}`,
  ],
  'login-refused': ({ where, user }) => [
    `${where}: 사용자 '${user}'의 로그인이 거부되었다`,
    "URL의 사용자와 비밀번호를 확인하자. RabbitMQ는 'guest'를 같은 컴퓨터에서만 받아들인다.",
  ],
  'connection-refused': ({ where, said }) => [
    `${where}: 연결이 거부되었다: ${said}`,
    'URL의 가상 호스트(virtual host)를 확인하자.',
  ],
  'no-virtual-host': ({ server, vhost, user }) => [
    `${server}: 가상 호스트(virtual host) '${vhost}'가 없거나, 사용자 '${user}'가 들어갈 수 없다`,
    "URL의 경로가 가상 호스트의 이름이다. /는 %2F로 쓴다. 경로가 없으면 '/'이다.",
  ],
  'not-amqp': ({ where, reason, port }) => [
    `${where}: 대답은 하지만 AMQP 0-9-1이 아니다 (${reason})`,
    portHint(port),
  ],
  'no-permission': ({ said, line }) => [
    `브로커가 거부했다: ${said}`,
    `그 사용자에게 권한(permission)이 없다. mq-lab에 필요한 권한은 다음 명령으로 준다.\n  ${line}\n` +
      '그 가상 호스트에서 그 사용자가 가진 권한을 모두 바꾸는 명령이므로, mq-lab이 쓸 사용자를 따로 두는 편이 낫다.',
  ],
  refused: ({ said }) => [`브로커가 거부했다: ${said}`],
  gone: ({ reason }) => [
    `브로커와의 연결이 끊겼다${reason === '' ? '' : ` (${reason})`}`,
    '브로커의 로그를 보고, 다시 돌아오면 한 번 더 실행하자.',
  ],
  timeout: ({ seconds, waiting }) => [
    `${seconds}초가 지나도 끝나지 않았다. 기다리던 것: ${waiting}`,
    '--timeout SECONDS로 시간을 더 주거나, 브로커가 무엇을 하고 있는지 보자.',
  ],
  blocked: ({ seconds, waiting }) => [
    `${seconds}초가 지나도 끝나지 않았다. 기다리던 것: ${waiting}`,
    '브로커에 경보(alarm)가 켜져 있다. 어떤 경보인지는 rabbitmqctl status로 알 수 있다. 경보가 꺼지면 다시 메시지를 받는다.',
  ],
  interrupted: () => ['중단했다. 남겨 둔 것은 없다'],
  'no-broker': ({ got, of, meant }) => [
    `${of === undefined ? '' : `${of}: `}embedded, docker[:TAG], compose, amqp[s]://… 가운데 하나여야 한다. 받은 것: ${got}`,
    meant === undefined
      ? '브로커의 URL은 amqp://user:password@host:5672/vhost처럼 쓴다. 클러스터라면 노드마다 하나씩 쉼표로 이어 쓴다.'
      : `혹시 ${meant}?`,
  ],
};
