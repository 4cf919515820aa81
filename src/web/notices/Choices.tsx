import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type NoticeTopic, noticeTopics } from '../../core/notices/kinds.ts'
import { Switch } from '../accounts/Choice.tsx'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { useWords } from '../shell/words.ts'
import css from './notices.module.css'
import { QuietHours } from './QuietHours.tsx'

/** What the account wants to be told of, and when this device is quiet. */
export function Choices() {
  const { say, language } = useWords()
  const unwanted = useSignal<NoticeTopic[] | null>(null)
  useEffect(() => {
    void call('GET /api/notices/choices').then(
      found => (unwanted.value = found.unwanted),
      async error => notify(await wordsFor(error, language, say)),
    )
  }, [])
  const choose = async (topic: NoticeTopic, isWanted: boolean) => {
    const before = unwanted.peek() ?? []
    const wish = isWanted ? before.filter(one => one !== topic) : [...before, topic]
    unwanted.value = wish
    try {
      unwanted.value = (await call('PUT /api/notices/choices', { body: { unwanted: wish } })).unwanted
    } catch (error) {
      unwanted.value = before
      notify(await wordsFor(error, language, say))
    }
  }
  return (
    <section class={css.choices} aria-label={say('inbox.choices')}>
      <fieldset class={css.topics}>
        <legend>{say('inbox.wanted')}</legend>
        <p class={css.hint}>{say('inbox.wantedMeans')}</p>
        {unwanted.value &&
          noticeTopics.map(topic => (
            <Switch
              key={topic}
              label={say(`inbox.topic.${topic}`)}
              isOn={!unwanted.value?.includes(topic)}
              onChange={isOn => void choose(topic, isOn)}
            />
          ))}
      </fieldset>
      <QuietHours />
    </section>
  )
}
