import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Person } from '../../core/wire/account.ts'
import type { Notice } from '../../core/wire/notice.ts'
import { call } from '../shell/api.ts'
import { refusalWords, wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { isRestricted } from '../shell/sensitive.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { type Say, useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import css from './notices.module.css'
import { ago } from './when.ts'

const icons: Record<Notice['kind'], IconName> = {
  like: 'heart',
  comment: 'message-circle',
  reply: 'message-circle',
  mention: 'at-sign',
  repost: 'repeat-2',
  follow: 'user-plus',
  ask: 'user-plus',
  accepted: 'user-check',
  moved: 'user-check',
  ready: 'check',
  refused: 'circle-alert',
  unfinished: 'circle-alert',
  ended: 'trash-2',
  decision: 'scale',
  report: 'flag',
  appeal: 'scale',
  answer: 'scale',
  stewardship: 'shield',
}

/** One line: who did what, to what, and when; the whole of it leads there. */
export function Line({ notice, onChange }: { notice: Notice; onChange(): void }) {
  const { say, language } = useWords()
  const { kind, people, others, clip } = notice
  const who = whoOf(notice, say)
  const n = people.length + others
  const refusal = useSignal<string | null>(null)
  useEffect(() => {
    const { code, params } = notice.refusal ?? { code: '', params: {} }
    if (code) void refusalWords(code, params, language).then(words => (refusal.value = words))
  }, [notice.refusal?.code, language])
  // What was said is not shown in restricted mode; that somebody said something is.
  const quoted = notice.text && !isRestricted.value ? say('inbox.quoted', { text: notice.text }) : ''
  const text = quoted || (refusal.value ?? '')
  return (
    <li class={css.line} data-kind={kind}>
      <span class={css.faces}>
        {people.length > 0 ? (
          people
            .slice(0, n > 1 ? 2 : 1)
            .map(({ handle, avatar }) => <Avatar key={handle} handle={handle} picture={avatar} />)
        ) : (
          <span class={css.sign}>
            <Icon name={icons[kind]} />
          </span>
        )}
        {people.length > 0 && (
          <span class={css.mark}>
            <Icon name={icons[kind]} />
          </span>
        )}
      </span>
      <div class={css.said}>
        <p>
          <a class={css.goal} href={goalOf(notice)}>
            {who && <strong>{who}</strong>} {whatOf(notice, say)}
          </a>{' '}
          <time class={css.when} dateTime={notice.at}>
            {ago(notice.at, language)}
          </time>
          {notice.isNew && <span class="only-spoken">, {say('inbox.isNew')}</span>}
        </p>
        {text && <p class={css.text}>{text}</p>}
        {clip && !text && kind !== 'like' && clip.caption && <p class={css.text}>{clip.caption}</p>}
        {kind === 'ask' && <Asking people={people} others={others} onChange={onChange} />}
      </div>
      {clip?.poster && <img class={css.poster} src={clip.poster} alt="" loading="lazy" width={44} height={60} />}
      {notice.isNew && <span class={css.new} />}
    </li>
  )
}

/** Who asks to follow is answered right here. */
function Asking({ people, others, onChange }: { people: Person[]; others: number; onChange(): void }) {
  const { say, language } = useWords()
  const answer = async (handle: string, act: 'PUT' | 'DELETE') => {
    try {
      await call(`${act} /api/followers/{handle}`, { path: { handle } })
      notify(say(act === 'PUT' ? 'inbox.let' : 'inbox.declined', { handle }))
    } catch (error) {
      notify(await wordsFor(error, language, say))
    }
    onChange()
  }
  return (
    <ul class={css.asking}>
      {people.map(({ handle, name }) => (
        <li key={handle}>
          {people.length > 1 && (
            <a class={css.asker} href={`/@${handle}`}>
              <bdi>{name}</bdi> <span class={css.when}>@{handle}</span>
            </a>
          )}
          <span class={css.answers}>
            <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => void answer(handle, 'PUT')}>
              {say('inbox.accept')}
              <span class="only-spoken"> @{handle}</span>
            </button>
            <button type="button" class={shell.button} onClick={() => void answer(handle, 'DELETE')}>
              {say('inbox.decline')}
              <span class="only-spoken"> @{handle}</span>
            </button>
          </span>
        </li>
      ))}
      {others > 0 && (
        <li>
          <a class={css.asker} href="/followers">
            {say('inbox.askMore', { n: others })}
          </a>
        </li>
      )}
    </ul>
  )
}

// A name may be written from right to left: it turns nothing beside it (Unicode UAX #9, isolates).
const apart = ({ name }: Person): string => `\u2068${name}\u2069`

function whoOf({ people, others, isMore }: Notice, say: Say): string {
  const [first, second] = people
  if (!first) return ''
  if (!second) return apart(first)
  const n = people.length + others - 1
  if (n === 1) return say('inbox.two', { a: apart(first), b: apart(second) })
  return say(isMore ? 'inbox.manyMore' : 'inbox.many', { a: apart(first), n })
}

/** What happened, after who did it. */
function whatOf({ kind, people, others, outcome, stewardship }: Notice, say: Say): string {
  if (stewardship)
    return say(`inbox.stewardship.${stewardship.step}`, {
      handle: stewardship.handle,
      ...(stewardship.act ? { act: say(`inbox.act.${stewardship.act}`) } : { n: stewardship.digest ?? 0 }),
    })
  if (kind === 'decision' || kind === 'appeal' || kind === 'answer') return say(`inbox.${kind}.${outcome}`)
  if (kind === 'report') return say(`inbox.report.${outcome === 'gone' || outcome === 'dismiss' ? outcome : 'acted'}`)
  return say(`inbox.${kind}`, { n: people.length + others })
}

/** Where a line leads: to the clip, to the person, or to the list that holds them all. */
function goalOf({ kind, clip, people, others, stewardship }: Notice): string {
  if (stewardship)
    return `/institutions/${stewardship.handle}/${
      stewardship.proposal ? `proposals/${stewardship.proposal}` : `digests/${stewardship.digest}`
    }`
  if (kind === 'ask' && people.length > 1) return '/followers'
  if (kind === 'decision' || kind === 'appeal' || kind === 'report') return '/decisions'
  if (kind === 'answer') return '/settings/requests'
  if (kind === 'refused' || kind === 'unfinished' || kind === 'ended') return '/posts'
  if (clip) return `/@${clip.handle}/video/${clip.id}`
  const [first] = people
  if (first && people.length + others === 1) return `/@${first.handle}`
  return kind === 'follow' ? '/followers' : `/@${account.peek()?.handle ?? ''}`
}
