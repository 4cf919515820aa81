import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { OwnSession } from '../../core/wire/account.ts'
import { forgetFeeds } from '../feed/load.ts'
import { call } from '../shell/api.ts'
import { chosenLanguage, chosenTheme, seenIds } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { account, signedOut } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'
import { Choice } from './Choice.tsx'
import { PlayerSettings } from './PlayerSettings.tsx'
import { Proof } from './proof.tsx'
import { Tokens } from './Tokens.tsx'
import { WaysIn } from './WaysIn.tsx'

/** Choices of this device first, which need no account; then the account's own. */
export function SettingsPage() {
  const { say, language } = useWords()
  useTitle(say('title.settings'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings')}</h1>
      <section class={shell.section}>
        <h2>{say('settings.device')}</h2>
        <p class={css.quiet}>{say('settings.deviceNote')}</p>
        <Choice
          legend={say('settings.language')}
          name="language"
          value={chosenLanguage.value ?? language}
          options={[
            ['en', 'English'],
            ['fr', 'Français'],
          ]}
          onChange={value => (chosenLanguage.value = value as 'en' | 'fr')}
        />
        <Choice
          legend={say('settings.theme')}
          name="theme"
          value={chosenTheme.value ?? 'system'}
          options={[
            ['system', say('settings.theme.system')],
            ['light', say('settings.theme.light')],
            ['dark', say('settings.theme.dark')],
          ]}
          onChange={value => (chosenTheme.value = value === 'system' ? null : (value as 'light' | 'dark'))}
        />
        <PlayerSettings />
        <div class={shell.row}>
          <button
            type="button"
            class={shell.button}
            onClick={() => {
              seenIds.value = []
              notify(say('settings.forgot'))
            }}
          >
            {say('settings.forget', { n: seenIds.value.length })}
          </button>
        </div>
      </section>
      {account.value ? <AccountSettings handle={account.value.handle} /> : account.value === null && <Guest />}
      <p>
        <a href="/about">{say('title.about')}</a>
      </p>
    </div>
  )
}

function Guest() {
  const { say } = useWords()
  return (
    <section class={shell.section}>
      <h2>{say('settings.account')}</h2>
      <p>{say('settings.guest')}</p>
      <div class={shell.row}>
        <a class={`${shell.button} ${shell.primary}`} href="/join">
          {say('join.action')}
        </a>
        <a class={shell.button} href="/sign-in">
          {say('signIn.action')}
        </a>
      </div>
    </section>
  )
}

function AccountSettings({ handle }: { handle: string }) {
  const { say } = useWords()
  const { route } = useLocation()
  const signOut = async (act: 'DELETE /api/session' | 'DELETE /api/sessions') => {
    await call(act)
    signedOut()
    forgetFeeds()
    route('/')
  }
  return (
    <>
      <section class={shell.section}>
        <h2>{say('settings.account')}</h2>
        <p>{say('settings.signedIn', { handle })}</p>
        <div class={shell.row}>
          <button type="button" class={shell.button} onClick={() => void signOut('DELETE /api/session')}>
            <Icon name="log-out" />
            {say('settings.signOut')}
          </button>
        </div>
      </section>
      <People handle={handle} />
      <Sessions onEverywhere={() => void signOut('DELETE /api/sessions')} />
      <WaysIn handle={handle} />
      <Tokens />
      <Proof />
    </>
  )
}

/** Who may follow without asking, and the way to those who do. */
function People({ handle }: { handle: string }) {
  const { say } = useWords()
  const isClosed = useSignal<boolean | null>(null)
  useEffect(() => {
    void call('GET /public/accounts/{handle}', { path: { handle } }).then(
      found => (isClosed.value = found.isClosed),
      () => undefined,
    )
  }, [handle])
  const set = async (wanted: boolean) => {
    try {
      isClosed.value = (await call('PATCH /api/account', { body: { isClosed: wanted } })).isClosed
    } catch {
      isClosed.value = !wanted
      notify(say('error.offline'))
    }
  }
  return (
    <section class={shell.section}>
      <h2>{say('settings.people')}</h2>
      <label class={css.switch}>
        <input
          type="checkbox"
          checked={isClosed.value === true}
          disabled={isClosed.value === null}
          onChange={event => void set(event.currentTarget.checked)}
        />
        {say('settings.closed')}
      </label>
      <p class={css.quiet}>{say('settings.closedMeans')}</p>
      <div class={shell.row}>
        <a class={shell.button} href="/followers">
          {say('settings.followers')}
        </a>
      </div>
    </section>
  )
}

function Sessions({ onEverywhere }: { onEverywhere(): void }) {
  const { say, language } = useWords()
  const items = useSignal<OwnSession[]>([])
  const load = async () => {
    items.value = (await call('GET /api/sessions')).items
  }
  useEffect(() => void load().catch(() => undefined), [])
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section class={shell.section}>
      <h2>{say('settings.sessions')}</h2>
      <p class={css.quiet}>{say('settings.sessionsNote')}</p>
      <ul class={css.sessions}>
        {items.value.map(session => (
          <li class={css.session} key={session.id}>
            <div>
              <strong>{session.label || say('settings.unknownBrowser')}</strong>
              <p class={css.quiet}>
                {session.isThisOne
                  ? say('settings.thisSession')
                  : say('settings.lastUsed', { at: when.format(new Date(session.lastUsedAt)) })}
              </p>
            </div>
            {!session.isThisOne && (
              <button
                type="button"
                class={shell.button}
                onClick={() => void call('DELETE /api/sessions/{id}', { path: { id: session.id } }).then(load)}
              >
                {say('settings.endSession')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div>
        <button type="button" class={`${shell.button} ${shell.danger}`} onClick={onEverywhere}>
          {say('settings.signOutEverywhere')}
        </button>
      </div>
    </section>
  )
}
