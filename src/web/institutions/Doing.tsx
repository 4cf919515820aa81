import { acts, isWeaker, type Mandate } from '../../core/institutions/mandate.ts'
import type { Institution, Proposal } from '../../core/wire/institution.ts'
import type { Posting } from '../../core/wire/video.ts'
import { momentIn } from '../create/When.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { type Language, type Say, useWords } from '../shell/words.ts'
import css from './institutions.module.css'
import { ruleWords } from './ruling.ts'

/** What a proposal would do, beside what is there now. */
export function Doing({ one, proposal }: { one: Institution; proposal: Proposal }) {
  const { say, language } = useWords()
  const { act, what, now } = proposal
  const rows: Change[] =
    act === 'publish' || act === 'edit'
      ? changes(wordRows(what['words'], say, language), now && wordRows(now as unknown as Posting, say, language))
      : act === 'profile'
        ? changes(profileRows(what, say), now && profileRows(now, say))
        : act === 'mandate'
          ? mandateRows(what['mandate'], now?.['mandate'], say, language)
          : []
  const officer = one.stewards.find(({ role }) => role === 'officer')?.handle ?? '–'
  const mandate = act === 'mandate' ? (what['mandate'] as Mandate) : null
  return (
    <>
      {act === 'seat' && <p>{say('doing.seat', { handle: what['handle'], role: say(`steward.${what['role']}`) })}</p>}
      {act === 'unseat' && (
        <p>{say('doing.unseat', { handle: what['handle'], role: say(`steward.${what['role']}`) })}</p>
      )}
      {act === 'officer' && <p>{say('doing.officer', { handle: what['handle'], now: officer })}</p>}
      {act === 'delete' && <p>{say('doing.delete')}</p>}
      {act === 'deactivate' && <p>{say('doing.deactivate')}</p>}
      {act === 'reactivate' && (
        <>
          <p>{say('doing.reactivate', { consulted: what['consulted'] })}</p>
          <p class={css.quiet}>
            {say('doing.assessment')} <code class={css.hash}>{what['assessment']}</code>
          </p>
        </>
      )}
      {act === 'channel' && <p>{channelWords(what, say)}</p>}
      {act === 'channel' && now && <p class={css.quiet}>{say('doing.channelNow', { now: channelWords(now, say) })}</p>}
      {act === 'glass' && <p>{say('doing.glass', { act: say(`acts.${what['act']}`) })}</p>}
      {act === 'comment' && <Said clip={String(what['clip'])} text={String(what['text'])} />}
      {act === 'station' && <p>{say('doing.station', { name: what['name'], handle: what['handle'] })}</p>}
      {act === 'publish' && what['station'] && (
        <p class={css.quiet}>{say('doing.fromStation', { name: what['station'] })}</p>
      )}
      {act === 'connect' && <p>{say('doing.connect', { name: what['name'], n: what['days'] })}</p>}
      {mandate && now && isWeaker(mandate, now['mandate'] as Mandate) && <p>{say('doing.weaker')}</p>}
      {rows.length > 0 && <Rows rows={rows} />}
    </>
  )
}

/** What would be said, and below what. */
function Said({ clip, text }: { clip: string; text: string }) {
  const { say } = useWords()
  const { found, fault } = useRead(() => call('GET /public/videos/{id}', { path: { id: clip } }), clip)
  const about = found.value
  return (
    <>
      <p>{say('doing.comment')}</p>
      <blockquote dir="auto">{text}</blockquote>
      {fault.value && <p class={css.quiet}>{fault.value}</p>}
      {about && (
        <p class={css.quiet}>
          <a href={`/@${about.author.handle}/video/${clip}`}>{say('doing.commentClip')}</a> @{about.author.handle}
          {about.caption && <span dir="auto"> · {about.caption}</span>}
        </p>
      )}
    </>
  )
}

/** Where the officer is told beside the inbox. */
export const channelWords = (channel: Record<string, unknown>, say: Say): string =>
  'way' in channel
    ? say(`channel.${channel['way']}`, { address: String(channel['address']), server: String(channel['server'] ?? '') })
    : say('channel.none')

interface Change {
  label: string
  /** Undefined where there is nothing to compare. */
  was?: string
  is: string
}

function Rows({ rows }: { rows: Change[] }) {
  const { say } = useWords()
  return (
    <dl class={css.facts}>
      {rows.map(({ label, was, is }) => (
        <div key={label}>
          <dt>{label}</dt>
          {was !== undefined && was !== is && (
            <dd>
              <span class={css.quiet}>{say('doing.now')} </span>
              {was ? <del dir="auto">{was}</del> : say('doing.nothing')}
            </dd>
          )}
          <dd dir="auto">
            {was !== undefined && was !== is && <span class={css.quiet}>{say('doing.then')} </span>}
            {is || say('doing.nothing')}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Where something is there already, only what would change. */
const changes = (is: [string, string][], was: [string, string][] | null): Change[] =>
  is
    .map(([label, value], place) => ({ label, is: value, ...(was ? { was: was[place]?.[1] ?? '' } : {}) }))
    .filter(({ was, is }) => was === undefined || was !== is)

/** All that is signed of a clip's words: nothing is left out because it is at its default. */
function wordRows(words: Posting, say: Say, language: Language): [string, string][] {
  const yes = (is: boolean | null) => say(is === null ? 'doing.byAccount' : is ? 'doing.yes' : 'doing.no')
  const labels = [
    ...(words.aiMade ? [say('create.aiMade')] : []),
    ...(words.paid ? [say('create.paid')] : []),
    ...(words.isSensitive ? [say('create.sensitive')] : []),
  ]
  const moment = (at: string | null, none: string) => (at === null ? say(none) : momentIn(at, language))
  return [
    [say('create.caption'), words.caption],
    [say('create.visibility'), say(`visibility.${words.visibility}`)],
    [say('when.label'), moment(words.publishAt, 'doing.atOnce')],
    [say('create.labels'), labels.length > 0 ? new Intl.ListFormat(language).format(labels) : say('doing.none')],
    [say('create.alt'), words.alt],
    [say('create.language'), languageOf(words.language, say)],
    [say('create.comments'), say(`create.comments.${words.commentsFrom}`)],
    [say('create.commentsHeld'), yes(words.commentsHeld)],
    [say('create.downloads'), yes(words.downloads)],
    [say('create.soundReuse'), yes(words.soundReuse)],
    [say('create.hidesCounts'), yes(words.hidesCounts)],
    [say('create.ends'), moment(words.endsAt, 'create.ends.never')],
    [say('doing.cover'), words.coverMs === null ? say('doing.first') : `${(words.coverMs / 1000).toFixed(1)} s`],
  ]
}

const languageOf = (language: string, say: Say): string =>
  language === 'en' ? 'English' : language === 'fr' ? 'Français' : language || say('create.languageOther')

function profileRows(profile: Record<string, unknown>, say: Say): [string, string][] {
  const links = (list: unknown) =>
    ((list ?? []) as { title: string; url: string }[]).map(({ title, url }) => `${title} ${url}`.trim()).join('\n')
  return Object.entries(profile)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [say(`doing.profile.${key}`), Array.isArray(value) ? links(value) : String(value)])
}

function mandateRows(mandate: Mandate, before: Mandate | undefined, say: Say, language: Language): Change[] {
  const shows = (one: Mandate) => say(`rule.shows.${one.shows}`)
  const all = acts.map(act => ({
    label: say(`acts.${act}`),
    is: ruleWords(mandate.rules[act], say, language),
    ...(before ? { was: ruleWords(before.rules[act], say, language) } : {}),
  }))
  return [...all, { label: say('rule.shown'), is: shows(mandate), ...(before ? { was: shows(before) } : {}) }].filter(
    ({ was, is }) => was === undefined || was !== is,
  )
}
