import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { accountLimits } from '../../core/accounts/limits.ts'
import type { NewToken, OwnToken } from '../../core/wire/account.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './accounts.module.css'
import { Choice } from './Choice.tsx'
import { useForm } from './form.ts'
import { withProof } from './proof.tsx'

const lives = [7, 30, accountLimits.standardTokenDays, accountLimits.maxTokenDays]

/** Access tokens: what programs act with, each with a scope and an end. */
export function Tokens() {
  const { say, language } = useWords()
  const items = useSignal<OwnToken[] | null>(null)
  const made = useSignal<NewToken | null>(null)
  const scope = useSignal<'read' | 'post'>('post')
  const days = useSignal<number>(accountLimits.standardTokenDays)
  const load = async () => {
    items.value = (await call('GET /api/tokens')).items
  }
  useEffect(() => void load().catch(() => undefined), [])
  const { isSending, fault, onSubmit } = useForm(async ({ name = '' }) => {
    const wish = { name, scope: scope.peek(), days: days.peek() }
    made.value = await withProof(() => call('POST /api/tokens', { body: wish }))
    await load()
  })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  return (
    <section class={shell.section}>
      <h2>{say('settings.tokens')}</h2>
      <p class={css.quiet}>{say('settings.tokensNote')}</p>
      {items.value?.length === 0 && <p>{say('settings.noTokens')}</p>}
      <ul class={css.sessions}>
        {items.value?.map(token => (
          <li class={css.session} key={token.id}>
            <div>
              <strong>{token.name === null ? say('sealed.lost') : token.name || say('settings.unnamedToken')}</strong>
              <p class={css.quiet}>
                {say(`settings.tokenScope.${token.scopes.includes('post') ? 'post' : 'read'}`)}
                <br />
                {say('settings.tokenEnds', { at: day.format(new Date(token.expiresAt)) })}
                {' · '}
                {token.lastUsedAt
                  ? say('settings.lastUsedDay', { at: day.format(new Date(token.lastUsedAt)) })
                  : say('settings.neverUsed')}
              </p>
            </div>
            <button
              type="button"
              class={shell.button}
              onClick={() => void call('DELETE /api/tokens/{id}', { path: { id: token.id } }).then(load)}
            >
              {say('settings.tokenEnd')}
            </button>
          </li>
        ))}
      </ul>
      {made.value ? (
        <Made token={made.value.token} />
      ) : (
        <form class={shell.form} onSubmit={onSubmit}>
          {fault.value && <Alert>{fault.value.text}</Alert>}
          <Field name="name" label={say('settings.tokenName')} required maxLength={60} autocomplete="off" />
          <Choice
            legend={say('settings.tokenScope')}
            name="scope"
            value={scope.value}
            options={(['post', 'read'] as const).map(one => [one, say(`settings.tokenScope.${one}`)])}
            onChange={value => (scope.value = value as 'read' | 'post')}
          />
          <Choice
            legend={say('settings.tokenDays')}
            name="days"
            value={String(days.value)}
            options={lives.map(n => [String(n), say('settings.tokenDays.days', { n })])}
            onChange={value => (days.value = Number(value))}
          />
          <div>
            <button type="submit" class={shell.button} disabled={isSending.value}>
              {say('settings.tokenMake')}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}

function Made({ token }: { token: string }) {
  const { say } = useWords()
  return (
    <div class={shell.section}>
      <p role="status">{say('settings.tokenOnce')}</p>
      <output class={css.token}>{token}</output>
      <div>
        <button
          type="button"
          class={shell.button}
          onClick={() => void navigator.clipboard.writeText(token).then(() => notify(say('settings.tokenCopied')))}
        >
          {say('settings.tokenCopy')}
        </button>
      </div>
    </div>
  )
}
