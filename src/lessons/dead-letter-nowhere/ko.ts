import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '047610393b8d',
  scenario: {
    summary: '받을 큐가 없는 데드 레터는 소리 없이 버려진다',
    guess: '데드 레터 익스체인지가 있는 큐는 컨슈머가 거부한 것을 지켜 준다.',
    notice: [
      'm1: 이 큐가 가리키는 익스체인지는 오타라서 없다. 그래도 허용되고, m1은 죽을 때 버려진다. 이미 라우팅되고 컨펌되었으므로 퍼블리셔에게 돌아오는 것은 없다.',
      'm2: 익스체인지는 있지만 데드 레터의 키는 발행될 때의 키인 order 그대로이고, 그 키로 바인딩된 것이 없다.',
      'm3: 이 큐는 x-dead-letter-routing-key를 바인딩이 있는 키로 정했고, m3은 도착한다.',
      'm4: m1과 같은 큐에서 거부되었지만 도착한다. 익스체인지는 죽을 때마다 찾고, 이제는 있다.',
    ],
    takeaway:
      '데드 레터 익스체인지도 여느 익스체인지와 다르지 않다. 첫 메시지가 죽기 전에 선언하고 큐를 바인딩하자. 팬아웃 익스체인지는 모든 키를 받는다. 테스트에서 메시지를 거부해 보고 어디에 도착하는지 보자.',
  },
  title: '갈 곳 없는 데드 레터',
  intro: [
    'x-dead-letter-exchange는 이름일 뿐이다. 브로커가 그 익스체인지(exchange)를 만들지도, 거기에 무언가를 바인딩하지도 않는다.',
    '세 큐(queue)에는 받은 것을 모두 requeue=false로 거부(reject)하는 컨슈머(consumer)가 하나씩 있다. mail은 dlx의 오타인 dxl을 가리킨다. orders는 dlx를 가리킨다. billing은 dlx를 가리키고 라우팅 키(routing key)도 정한다.',
    'm4를 발행하기 전에 누군가 팬아웃 익스체인지 dxl을 선언하고 dead를 바인딩한다.',
  ],
  questions: {
    m1: {
      ask: 'm1이 mail에서 거부된다. 그때 mail의 데드 레터 익스체인지(dead letter exchange) dxl은 없다. m1은 어떻게 될까?',
      choices: {
        returned: '퍼블리셔(publisher)에게 반송된다.',
        kept: '갈 곳이 없으므로 mail에 남는다.',
        later: 'dxl이 생길 때까지 브로커가 갖고 있다가 dead로 보낸다.',
        dropped: '사라진다.',
      },
      hints: [
        '아직 알릴 사람이 있을까? m1은 죽기 전에 라우팅되고 컨펌되었다.',
        '데드 레터는 죽을 때 한 번 발행된다. 그때 받을 익스체인지나 큐가 없으면 버려진다.',
      ],
      why: 'm1이 죽을 때 dxl이라는 익스체인지가 없다. 그래서 오류도 알림도 없이 버려진다.',
      slips: {
        returned:
          '반송되는 것은 발행할 때 받을 큐가 없는 메시지다. m1은 mail이 받았고, 퍼블리셔에게는 이미 끝난 일이다.',
        kept: 'requeue=false로 거부하면 m1은 어쨌든 mail에서 나간다. 데드 레터가 갈 곳이 없다고 남지는 않는다.',
        later: '데드 레터는 익스체인지를 기다리지 않는다. m1이 죽을 때 찾는데, 그때는 없다.',
      },
    },
    m2: {
      ask: 'm2는 키 order로 발행되고 orders에서 거부된다. 처음부터 끝까지 m2가 거치는 큐는 어느 것일까?',
      hints: [
        'm2는 어떤 키로 dlx에 이르고, 거기에는 무엇이 바인딩되어 있을까?',
        '데드 레터의 라우팅 키는 큐가 달리 정하지 않으면 그대로다. orders는 정하지 않았다.',
      ],
      why: 'orders뿐이다. 데드 레터는 키 order로 dlx에 이르는데, dead는 키 dead로 바인딩되어 있다.',
      slips: {
        unkeyed:
          'dlx는 다이렉트 익스체인지이고, m2는 자기 키 order로 거기에 이른다. dead의 바인딩(binding) 키는 dead라서 맞지 않는다.',
      },
    },
    m4: {
      ask: 'm4도 mail에서 거부되지만 이제는 dxl이 있다. m4가 거치는 큐는 어느 것일까?',
      hints: [
        'mail을 선언할 때는 dxl이 없었다. 브로커는 dxl을 언제 찾을까?',
        '익스체인지는 죽을 때마다 이름으로 찾는다.',
      ],
      why: 'mail, 그다음 dead다. dxl은 m4가 죽을 때 찾고, 팬아웃 익스체인지라서 모든 키를 받는다.',
      slips: {
        atDeclare:
          'mail을 다시 선언할 필요는 없다. 데드 레터 익스체인지는 죽을 때마다 찾고, m4가 죽을 때는 dead가 바인딩된 dxl이 있다.',
      },
    },
  },
};
