import { hidesAiMade, hidesPaid, showsSensitive } from '../shell/device.ts'
import { isRestricted } from '../shell/sensitive.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import css from './accounts.module.css'
import { Calm } from './Calm.tsx'
import { Switch } from './Choice.tsx'
import { Restricting } from './Restricting.tsx'

/** What is shown on this device: kept here, and told to nobody. */
export function ViewingPage() {
  const { say } = useWords()
  useTitle(say('title.settings.viewing'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.viewing')}</h1>
      <p class={shell.lead}>{say('viewing.lead')}</p>
      <section class={shell.section}>
        <h2>{say('viewing.sensitive')}</h2>
        <Sensitive />
      </section>
      <section class={shell.section}>
        <h2>{say('viewing.hide')}</h2>
        <Switch label={say('viewing.aiMade')} isOn={hidesAiMade.value} onChange={on => (hidesAiMade.value = on)} />
        <Switch label={say('viewing.hidePaid')} isOn={hidesPaid.value} onChange={on => (hidesPaid.value = on)} />
        <p class={css.quiet}>{say('viewing.hideMeans')}</p>
      </section>
      <section class={shell.section}>
        <h2>{say('title.interests')}</h2>
        <p class={css.quiet}>{say('viewing.interestsMean')}</p>
        <div class={shell.row}>
          <a class={shell.button} href="/interests">
            {say('title.interests')}
          </a>
        </div>
      </section>
      <Calm />
      <section class={shell.section}>
        <h2>{say('viewing.muted')}</h2>
        <p class={css.quiet}>{say('viewing.mutedMeans')}</p>
        <div class={shell.row}>
          <a class={shell.button} href="/settings/people">
            {say('title.settings.people')}
          </a>
        </div>
      </section>
      <Restricting />
    </div>
  )
}

function Sensitive() {
  const { say } = useWords()
  if (isRestricted.value) return <p>{say('sensitive.restricted')}</p>
  if (account.value?.isYoung) return <p>{say('viewing.young')}</p>
  return (
    <>
      <Switch label={say('viewing.always')} isOn={showsSensitive.value} onChange={on => (showsSensitive.value = on)} />
      <p class={css.quiet}>{say('viewing.alwaysMeans')}</p>
    </>
  )
}
