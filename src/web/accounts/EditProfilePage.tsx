import { useSignal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountLimits } from '../../core/accounts/limits.ts'
import type { Account } from '../../core/wire/account.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { account as own } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './accounts.module.css'
import { pixelsOf } from './avatar.ts'
import { Switch } from './Choice.tsx'
import { LinkRows, written } from './LinkRows.tsx'
import { SignInFirst } from './SignInFirst.tsx'

/** What the account says about itself. */
export function EditProfilePage() {
  const { say, language } = useWords()
  useTitle(say('title.settings.profile'))
  const found = useSignal<Account | null>(null)
  const fault = useSignal<string | null>(null)
  const handle = own.value?.handle
  useEffect(() => {
    if (handle === undefined) return
    call('GET /public/accounts/{handle}', { path: { handle } })
      .then(account => (found.value = account))
      .catch(async error => (fault.value = await wordsFor(error, language, say)))
  }, [handle])
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.profile')}</h1>
      {own.value === null && <SignInFirst />}
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Form account={found.value} />}
    </div>
  )
}

function Form({ account }: { account: Account }) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const fault = useSignal<string | null>(null)
  const isSaving = useSignal(false)
  const isBusiness = useSignal(account.isBusiness)
  const bio = useSignal(account.bio)
  const links = useSignal(account.links)
  const products = useSignal(account.products)
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    const values = new FormData(event.currentTarget as HTMLFormElement)
    isSaving.value = true
    try {
      await call('PATCH /api/account', {
        body: {
          name: String(values.get('name')),
          bio: bio.peek(),
          links: written(links.peek()),
          isBusiness: isBusiness.peek(),
          ...(isBusiness.peek() ? { contact: String(values.get('contact')), products: written(products.peek()) } : {}),
        },
      })
      notify(say('profile.saved'))
      route(`/@${account.handle}`)
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
      isSaving.value = false
    }
  }
  const left = accountLimits.maxBioCharacters - [...bio.value].length
  return (
    <>
      <Picture account={account} />
      <form class={shell.form} onSubmit={event => void save(event)}>
        {fault.value && <Alert>{fault.value}</Alert>}
        <Text name="name" label={say('profile.name')} value={account.name} max={accountLimits.maxNameCharacters} />
        <label class={ui.field}>
          <span>{say('profile.bio')}</span>
          <textarea rows={4} value={bio.value} onInput={event => (bio.value = event.currentTarget.value)} />
          <span class={left < 0 ? ui.fault : ui.hint}>
            {left < 0 ? say('create.captionOver', { n: -left }) : say('create.captionLeft', { n: left })}
          </span>
        </label>
        <LinkRows legend={say('profile.links')} add="profile.linkAdd" links={links} most={accountLimits.links} />
        <p class={css.quiet}>{say('profile.linksMean')}</p>
        {!own.value?.isYoung && (
          <Switch
            label={say('profile.business')}
            isOn={isBusiness.value}
            onChange={value => (isBusiness.value = value)}
          />
        )}
        {isBusiness.value && (
          <>
            <Text name="contact" label={say('profile.contactField')} value={account.contact} max={254} />
            <LinkRows
              legend={say('profile.products')}
              add="profile.productAdd"
              links={products}
              most={accountLimits.products}
            />
          </>
        )}
        <div class={shell.row}>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSaving.value || left < 0}>
            {say('profile.save')}
          </button>
          <a class={shell.button} href={`/@${account.handle}`}>
            {say('profile.leave')}
          </a>
        </div>
      </form>
    </>
  )
}

function Text({ name, label, value, max }: { name: string; label: string; value: string; max: number }) {
  const id = useId()
  return (
    <div class={ui.field}>
      <label for={id}>{label}</label>
      <input id={id} name={name} defaultValue={value} maxLength={max} autocomplete="off" />
    </div>
  )
}

function Picture({ account }: { account: Account }) {
  const { say, language } = useWords()
  const picture = useSignal(account.avatar)
  const fault = useSignal<string | null>(null)
  const attempt = async (act: () => Promise<Account>) => {
    try {
      fault.value = null
      picture.value = (await act()).avatar
    } catch (error) {
      fault.value = error instanceof DOMException ? say('profile.pictureUnread') : await wordsFor(error, language, say)
    }
  }
  const choose = (file: File | undefined) =>
    file && attempt(async () => call('PUT /api/account/avatar', { body: { pixels: await pixelsOf(file) } }))
  return (
    <section class={css.picture}>
      <Avatar handle={account.handle} picture={picture.value} size="l" />
      <div class={css.pictureWords}>
        {fault.value && <Alert>{fault.value}</Alert>}
        <div class={shell.row}>
          <label class={`${shell.button} ${css.choose}`}>
            {say('profile.picture')}
            <input
              type="file"
              class="only-spoken"
              accept="image/*"
              onChange={event => {
                void choose(event.currentTarget.files?.[0])
                event.currentTarget.value = ''
              }}
            />
          </label>
          {picture.value && (
            <button
              type="button"
              class={shell.button}
              onClick={() => void attempt(() => call('DELETE /api/account/avatar'))}
            >
              {say('profile.pictureRemove')}
            </button>
          )}
        </div>
        <p class={css.quiet}>{say('profile.pictureMeans')}</p>
      </div>
    </section>
  )
}
