import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '8fd3781d2a44',
  scenario: {
    summary: '컨펌이 말하는 것과 약속하지 않는 것',
    guess: '컨펌된 메시지는 큐에 있고, 누군가 읽을 것이다.',
    notice: [
      "m3: 'orders'는 메시지 둘을 담으면 더는 거부한다(reject-publish). 그래서 브로커는 basic.nack으로 답한다. 아무것도 소리 없이 사라지지 않았다.",
      "m4: 'quotes'에 들어가자마자 컨펌되었다. 100 ms 뒤에 아무도 읽지 않은 채 만료되었고, 퍼블리셔는 그 사실을 듣지 못했다.",
      'm5: 그런 이름의 큐는 없고, mandatory도 아니었다. 브로커는 더 할 일이 없어서 컨펌했다.',
    ],
    takeaway:
      '컨펌은 퍼블리셔의 의무가 끝났다는 뜻일 뿐이다. 읽혔는지는 컨슈머의 확인(ack)이, 받을 큐가 없는 것은 mandatory가 맡는다. 메시지마다 기다리면 매번 한 번씩 왕복해야 한다. 계속 발행하면서 컨펌은 오는 대로 받고, 아직 컨펌되지 않은 메시지의 수를 제한하자.',
  },
  title: '컨펌이 약속하는 것',
  intro: [
    '여기 퍼블리셔(publisher)는 메시지마다 퍼블리셔 컨펌(publisher confirm)을 기다린다. basic.ack 아니면 basic.nack이다.',
    '두 큐(queue)에는 인자(arguments)로 제한이 걸려 있다. orders에는 메시지 두 개가 들어가고, 넘치면 어떻게 할지는 x-overflow에 적혀 있다. quotes에서는 메시지를 100 ms 동안만 보관한다.',
    'm1, m2, m3은 orders로, m4는 quotes로 간다. m5는 없는 큐로 가고 mandatory가 아니다. 소비하는 쪽은 없다.',
  ],
  questions: {
    nacks: {
      ask: 'basic.nack으로 답이 오는 메시지는 무엇일까?',
      hints: [
        '브로커가 부탁받은 일을 해내지 못한 것은 어느 메시지일까?',
        'reject-publish인 큐가 가득 차면 메시지를 거부한다. 받을 큐가 없는 메시지는 거부하는 쪽도 없다.',
      ],
      why: '거부하는 것은 orders뿐이고, 들어갈 자리가 없는 m3을 거부한다.',
      choices: {
        m3: 'm3',
        m3AndM5: 'm3과 m5',
        m5: 'm5',
        none: '없다',
      },
      slips: {
        m3AndM5:
          'm3은 맞다. m5는 거부되지 않는다. 그런 이름의 큐가 없고 mandatory도 아니므로, 브로커가 버리고 컨펌한다.',
        m5: 'm5를 받을 큐는 없지만 거부하는 쪽도 없다. 버려지고 컨펌된다. 거부되는 것은 m3이고, 거부하는 것은 가득 찬 큐다.',
        none: 'reject-publish인 큐는 가득 차도 자리를 비우지 않는다. 새로 오는 m3을 거부하고, 브로커가 그것을 알린다.',
      },
    },
    m4: {
      ask: 'm4는 quotes에 들어가 basic.ack으로 컨펌된다. 100 ms 뒤에 아무도 읽지 않은 채 만료된다. 퍼블리셔는 그 일에 대해 무엇을 듣게 될까?',
      hints: [
        '메시지 하나는 몇 번 컨펌될까?',
        '컨펌은 큐가 메시지를 받았을 때 한 번 온다. 그 뒤에 일어나는 일은 말하지 않는다.',
      ],
      why: '퍼블리셔가 마지막으로 들은 것은 컨펌이다. 큐가 m4를 받았다는 것 말고 약속한 것은 없다.',
      choices: {
        nothing: '아무것도 듣지 못한다.',
        nack: 'basic.nack이 와서 앞의 ack을 취소한다.',
        comesBack: 'm4가 되돌아온다(basic.return).',
      },
      slips: {
        nack: '컨펌은 ack이든 nack이든 메시지마다 한 번이고, 그것으로 끝이다. 나중에 큐에서 일어나는 일로 바뀌지 않는다.',
        comesBack:
          'basic.return은 그 자리에서 오거나 아예 오지 않는다. 어느 큐도 받지 않은 메시지에 대한 것인데, m4는 quotes가 받았다.',
      },
    },
  },
};
