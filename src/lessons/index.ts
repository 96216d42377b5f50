import type { Lesson } from '../lib/walkthrough/lesson.ts';
import { topic } from './topic/lesson.ts';
import { topicBuild } from './topic-build/lesson.ts';

/** The course, in teaching order. */
export const lessons: readonly Lesson[] = [topic, topicBuild];
