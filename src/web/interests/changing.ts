/** What a person may change of what their device has learned. */
import {
  forgetAll,
  forgetCreator,
  forgetItem,
  forgetPick,
  forgetSound,
  forgetTopic,
  pickTopic,
} from '../../core/feed/forget.ts'
import type { Interests } from '../../core/feed/interests.ts'
import type { Change } from './asking.ts'
import type { Held } from './held.ts'

export function changed(held: Held, change: Exclude<Change, { do: 'undo' }>): Held {
  const learned = (interests: Interests): Held => ({ ...held, interests })
  const { interests } = held
  switch (change.do) {
    case 'forget-items':
      return learned(change.ids.reduce(forgetItem, interests))
    case 'forget-topic':
      return learned(forgetTopic(interests, change.key))
    case 'forget-creator':
      return learned(forgetCreator(interests, change.key))
    case 'forget-sound':
      return learned(forgetSound(interests, change.key))
    case 'forget-pick':
      return learned(forgetPick(interests, change.key))
    case 'forget-languages':
      return learned({ ...interests, languages: [] })
    case 'forget-all':
      return { ...learned(forgetAll()), topics: [], exploring: 'usual', length: 0 }
    case 'topic': {
      const others = held.topics.filter(([key]) => key !== change.key)
      const topics = change.step === null ? others : [...others, [change.key, change.step] as const]
      return { ...named(held, change), topics }
    }
    case 'exploring':
      return { ...held, exploring: change.exploring }
    case 'length':
      return { ...held, length: change.length }
    case 'pick':
      return named(learned(pickTopic(interests, { ...change, at: Date.now() })), change)
  }
}

const named = (held: Held, { key, words }: { key: number; words: string }): Held => ({
  ...held,
  names: { ...held.names, topics: { ...held.names.topics, [key]: words } },
})
