import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountLimits } from '../../core/accounts/limits.ts'
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
import { GrownUp } from './GrownUp.tsx'
import { Indexing } from './Indexing.tsx'
import { PlayerSettings } from './PlayerSettings.tsx'
import { Proof } from './proof.tsx'
import { Tokens } from './Tokens.tsx'
import { Waiting } from './Waiting.tsx'
import { WaysIn } from './WaysIn.tsx'

/** Choices of this device first, which need no account; then the account's own. */
export function SettingsPage() {
  const { say, language } = useWords()
  useTitle(say('title.settings'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings')}</h1>
      <Waiting />
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
          <a class={shell.button} href="/settings/viewing">
            {say('title.settings.viewing')}
          </a>
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
      <div class={shell.row}>
        {(['decisions', 'rules', 'transparency', 'what-we-hold', 'about'] as const).map(path => (
          <a class={shell.button} key={path} href={`/${path}`}>
            {say(`title.${path}`)}
          </a>
        ))}
      </div>
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
        <a class={shell.button} href="/saved">
          {say('title.saved')}
        </a>
      </div>
    </section>
  )
}

function AccountSettings({ handle }: { handle: string }) {
  const { say } = useWords()
  const { route } = useLocation()
  const isYoung = account.value?.isYoung === true
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
        <p class={css.quiet}>
          {say(isYoung ? 'settings.ageYoung' : 'settings.ageOlder', { n: accountLimits.openAge })}
        </p>
        <div class={shell.row}>
          {isYoung && <GrownUp />}
          <button type="button" class={shell.button} onClick={() => void signOut('DELETE /api/session')}>
            <Icon name="log-out" />
            {say('settings.signOut')}
          </button>
        </div>
      </section>
      <Pages />
      {!isYoung && <Indexing handle={handle} />}
      <Sessions onEverywhere={() => void signOut('DELETE /api/sessions')} />
      <WaysIn handle={handle} />
      <Tokens />
      <Proof />
    </>
  )
}

/** The ways to what the account says and shows. */
function Pages() {
  const { say } = useWords()
  return (
    <section class={shell.section}>
      <h2>{say('settings.others')}</h2>
      <div class={shell.row}>
        {(
          [
            '/settings/profile',
            '/settings/people',
            '/followers',
            '/saved',
            '/settings/data',
            '/settings/held',
            '/settings/requests',
            '/settings/leaving',
          ] as const
        ).map(path => (
          <a class={shell.button} href={path} key={path}>
            {say(`title${path.replaceAll('/', '.')}`)}
          </a>
        ))}
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
              <strong>
                {session.label === null ? say('sealed.lost') : session.label || say('settings.unknownBrowser')}
              </strong>
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
