import shell from '../shell/shell.module.css'
import type { PageState } from '../shell/state.ts'
import type { Say } from '../shell/words.ts'

interface Props {
  network: NonNullable<PageState['network']>
  say: Say
  /** Where there is no program, what this device chooses and learns is not there either. */
  isPlain?: true
}

/** What this network serves of the shore, who decides that, and what a person can do. */
export function Closed({ network: { name, address }, say, isPlain }: Props) {
  return (
    <div class={shell.page}>
      <h1>{say(`networks.${name}`)}</h1>
      <p class={shell.lead}>{say(`networks.${name}.lead`)}</p>
      <div class={shell.row}>
        <a class={`${shell.button} ${shell.primary}`} href="/">
          {say(name === 'view' ? 'missing.home' : 'networks.toStation')}
        </a>
      </div>
      <section class={shell.section}>
        <h2>{say('networks.who')}</h2>
        <p class={shell.prose}>{say('networks.whoMeans')}</p>
      </section>
      <section class={shell.section}>
        <h2>{say('networks.what')}</h2>
        <p class={shell.prose}>{say(`networks.${name}.elsewhere`)}</p>
        <p>
          <strong>{address}</strong>
        </p>
        <p class={shell.prose}>{say('networks.ask')}</p>
      </section>
      {name === 'view' && !isPlain && (
        <section class={shell.section}>
          <h2>{say('networks.device')}</h2>
          <p class={shell.prose}>{say('networks.deviceMeans')}</p>
          <div class={shell.row}>
            <a class={shell.button} href="/settings/viewing">
              {say('title.settings.viewing')}
            </a>
            <a class={shell.button} href="/interests">
              {say('title.interests')}
            </a>
          </div>
        </section>
      )}
    </div>
  )
}
