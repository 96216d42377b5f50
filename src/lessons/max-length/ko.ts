import type { PredictTexts, Translation } from '../../lib/walkthrough/lesson.ts';

export const ko: Translation<PredictTexts> = {
  of: 'b67ced22325f',
  scenario: {
    summary: '가득 찬 큐는 가장 새것이 아니라 가장 오래된 메시지를 버린다',
    guess: '최대 3개짜리 큐는 메시지 3개를 담고 네 번째를 돌려보낸다.',
    notice: [
      'm1, m2: worker가 확인하지 않고 쥐고 있다. 대기 중인 것만 세므로 m3, m4, m5는 아직 들어간다.',
      'm6: 하나가 넘치지만 들어간다. 대기 중인 것 가운데 가장 오래된 것이 나가야 해서 m3이 maxlen으로 죽는다.',
      'm1, m2: worker가 죽으면서 맨 앞으로 돌아온다. 이제 다섯이 대기 중이고, 가장 오래된 것들이 나가는데 바로 이 둘이다.',
    ],
    takeaway:
      '한도는 가장 오래 기다린 것을 잃게 하고, 컨슈머가 죽은 뒤에는 처리 중이던 것까지 잃게 한다. 데드 레터 익스체인지를 두어 그것이 보이게 하거나, x-overflow로 새것을 거부하게 하자.',
    looks: {
      'before the crash': '연결이 끊기기 전',
    },
  },
  title: '한도가 있는 큐',
  intro: [
    'x-max-length는 큐(queue)가 담을 메시지 수를 제한한다. 여기서 orders의 한도는 3이다. 넘치면 하나가 죽고, orders의 데드 레터 익스체인지(dead letter exchange)가 그것을 dead로 보낸다.',
    'worker는 프리페치(prefetch) 2로 m1과 m2를 쥐고 있다. 메시지는 모두 여섯 개가 발행되고, 그 뒤 worker가 죽는다.',
  ],
  questions: {
    before: {
      ask: '여섯 개가 모두 발행되었고 worker는 아직 죽지 않았다. dead에는 메시지가 몇 개 있을까?',
      hints: [
        '여섯 가운데 한도에 드는 것은 무엇일까?',
        '대기 중(ready)인 것만 센다. 하나가 더 오면, 대기 중인 것 가운데 가장 오래된 것이 나가야 한다.',
      ],
      why: 'm1과 m2는 worker에게 있어서 세지 않는다. m3, m4, m5는 들어가고 m6에서 하나가 넘치므로 하나가 죽는다.',
      slips: {
        none: 'm6을 돌려보내지도, 한도를 눈감아 주지도 않는다. m6은 들어가고, 대기 중인 것 가운데 가장 오래된 m3이 대신 죽는다.',
        three: 'm1과 m2는 세지 않는다. 둘은 worker에게 있고, 한도는 대기 중인 것에 대한 것이다.',
      },
    },
    left: {
      ask: 'worker가 죽었다. 끝에 orders에는 무엇이 어떤 순서로 남을까?',
      choices: {
        over: 'm1, m2, m4, m5, m6',
        front: 'm1, m2, m4',
        newest: 'm4, m5, m6',
        full: 'm3, m4, m5',
      },
      hints: [
        'worker가 죽으면 m1과 m2는 어디로 가고, 그때 대기 중인 것은 몇 개일까?',
        '돌아오는 것에도 한도가 적용된다. 전에 전달되었든 아니든 가장 오래된 것이 나간다.',
      ],
      why: 'm1과 m2가 맨 앞으로 돌아온다. 다섯이 대기 중이라 둘이 넘치고, 가장 오래된 둘이 m1과 m2다.',
      slips: {
        over: '돌아온 것도 센다. m1과 m2까지 다섯이 대기 중인데 한도는 3이다.',
        front:
          '나가는 것은 여전히 가장 오래된 쪽이지 새것이 아니다. m1과 m2가 맨 앞에 있으므로 그 둘이 죽는다.',
        full: '가득 찬 큐는 m6을 돌려보내지 않는다. m6을 받으려고 가장 오래된 m3을 버렸다.',
      },
    },
  },
};
