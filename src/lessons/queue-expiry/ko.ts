import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: '82a89660d157',
  scenario: {
    summary: 'x-expires는 아무도 쓰지 않는 큐를 삭제한다',
    guess: '메시지가 들어 있는 큐는 쓰이는 중이고, 최악이라도 메시지가 데드 레터가 될 뿐이다.',
    notice: [
      'm1: 큐를 쓰는 것은 컨슈머이지 메시지가 아니다. x-expires만큼 쓰이지 않은 cart는 사라지고, m1도 함께 사라진다.',
      'm1은 데드 레터가 되지도 않는다. 데드 레터는 죽은 메시지를 위한 것이지, 삭제된 큐를 위한 것이 아니다.',
      'm2: desk도 x-expires가 같지만 컨슈머가 있다. 아무리 조용해도 남는다.',
      'm3: cart가 이제 없으므로 m3은 반송된다.',
    ],
    takeaway:
      'x-expires는 클라이언트가 남기고 간 큐를 치우는 데 쓴다. 컨슈머 말고는 basic.get과 큐를 다시 선언하는 것만이 시간을 처음부터 다시 세게 한다. 컨슈머가 밤사이처럼 그보다 오래 없을 수 있는 큐에는 쓰지 말자. 기다리는 메시지는 큐를 살려 주지 않는다.',
    looks: {
      'at first': '처음',
      'long after': '한참 뒤',
    },
  },
  title: '만료되는 큐',
  intro: [
    '큐(queue)의 x-expires는 큐가 몇 밀리초까지 쓰이지 않아도 되는지를 정한다. 그 시간이 지나면 브로커가 큐를 삭제한다.',
    'cart와 desk에 이것이 있다. m1은 소비하는 쪽이 없는 cart로 간다. m2는 desk로 가고 clerk가 받는다. 그 뒤로 desk는 조용하다.',
    'cart에는 데드 레터 익스체인지(dead letter exchange)도 있다. cart에서 죽은 메시지를 브로커가 다시 발행하는데, 여기서는 dead라는 큐로 가게 되어 있다.',
  ],
  questions: {
    m1: {
      ask: 'x-expires보다 훨씬 오래 지났다. m1은 어떻게 되었을까?',
      choices: {
        waits: 'cart에서 기다린다. 메시지가 든 큐는 쓰이는 중이다.',
        expired: '만료되었다. cart는 있지만 비어 있다.',
        dead: 'cart는 사라졌고 m1은 dead에 있다.',
        gone: 'cart가 사라졌고 m1도 함께 사라졌다.',
      },
      hints: [
        '큐가 쓰인다는 것은 무슨 뜻일까? 그리고 여기서 만료되는 것은 무엇일까?',
        '큐를 쓰는 것은 소비하는 쪽이지 메시지가 아니다. 그리고 큐의 삭제는 메시지의 죽음이 아니다.',
      ],
      why: 'cart를 소비하는 쪽이 없으므로 쓰이지 않는 큐로서 m1과 함께 삭제된다. 삭제는 데드 레터를 만들지 않는다.',
      slips: {
        waits:
          '큐를 쓰는 것은 메시지가 아니라 컨슈머(consumer)다. cart에는 컨슈머가 없어서 x-expires가 지나면 삭제된다.',
        expired: 'x-expires는 안에 든 것이 아니라 큐에 대한 것이다. 사라지는 것은 cart다.',
        dead: '데드 레터는 큐 안에서 죽은 메시지다. 여기서는 큐가 삭제되고, m1은 소리 없이 함께 사라진다.',
      },
    },
    desk: {
      ask: 'desk도 x-expires가 같고 그만큼 오래 조용했다. 아직 있을까?',
      choices: {
        gone: '없다. x-expires보다 오래 아무 일도 없었다.',
        stays: '있다. clerk가 소비하고 있다.',
      },
      hints: [
        'desk에는 있고 cart에는 없는 것이 무엇일까?',
        '컨슈머는 메시지가 오지 않는 동안에도 내내 큐를 쓰고 있다.',
      ],
      why: 'clerk가 있다. 컨슈머가 있는 한 큐는 아무리 조용해도 쓰이는 중이다.',
      slips: {
        gone: '메시지가 오가는지는 따지지 않는다. 컨슈머가 있는 한 큐는 쓰이는 중이고, clerk가 있다.',
      },
    },
  },
};
