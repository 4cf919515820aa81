import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { embedCode, embedSize } from '../../core/videos/embed.ts'
import { titleOf } from '../../core/videos/tags.ts'
import { isOpen } from '../../core/videos/visibility.ts'
import type { Video } from '../../core/wire/video.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { tell } from './attention.ts'
import { addressOf } from './load.ts'
import css from './share.module.css'

interface Props {
  /** A clip, or the handle of a profile. */
  what: Video | string
  onClose(): void
}

/** Ways to pass something on. Its link is made of what it leads to and of nothing else: it is the same whoever shares it. */
export function ShareSheet({ what, onClose }: Props) {
  const { say } = useWords()
  const clip = typeof what === 'string' ? null : what
  const handle = typeof what === 'string' ? what : what.author.handle
  const address = useAddress(clip ? addressOf(clip) : `/@${handle}`)
  const opened = useSignal<'embed' | 'qr' | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const { copy, told } = useCopy()
  return (
    <Sheet title={say(clip ? 'share.clip' : 'share.profile')} closeLabel={say('sheet.close')} onClose={onClose}>
      <div class={css.link}>
        <input
          ref={field}
          type="text"
          readOnly
          value={address}
          aria-label={say('share.link')}
          onFocus={event => event.currentTarget.select()}
        />
        <button
          type="button"
          class={css.copy}
          onClick={() => {
            if (clip) tell(clip, { kind: 'share' })
            void copy(address, field.current, say('share.copied'))
          }}
        >
          <Icon name="link" />
          {say('share.copy')}
        </button>
      </div>
      <p class={told ? css.told : css.quiet} role="status">
        {told ?? reveals(clip, say)}
      </p>
      <div class={css.rows}>
        {'share' in navigator && (
          <Row
            icon="share-2"
            label={say('share.system')}
            onClick={() => {
              if (clip) tell(clip, { kind: 'share' })
              void navigator.share({ url: address }).catch(() => undefined)
            }}
          />
        )}
        {clip && isOpen(clip.visibility) && (
          <Part name="embed" icon="code-xml" label={say('share.embed')} opened={opened}>
            <EmbedCode clip={clip} />
          </Part>
        )}
        <Part name="qr" icon="qr-code" label={say('share.qr')} opened={opened}>
          <QrCode text={address} label={say('share.qrOf', { address })} />
        </Part>
        {clip ? (
          <Saving clip={clip} />
        ) : (
          <a
            class={css.row}
            href={`/public/accounts/${encodeURIComponent(handle)}/feed.atom`}
            target="_blank"
            rel="noopener"
          >
            <Icon name="rss" />
            <span>{say('share.feed')}</span>
          </a>
        )}
      </div>
    </Sheet>
  )
}

/** A path of this shore as it is passed on: by the name under which everything is, whichever name this page has. */
const useAddress = (path: string): string => new URL(path, usePage().network?.address ?? location.origin).href

/** What a link says to whoever gets it. */
function reveals(clip: Video | null, say: (id: string, facts?: Record<string, string>) => string): string {
  if (clip?.visibility === 'followers') return say('share.forFollowers', { handle: clip.author.handle })
  if (clip?.visibility === 'unlisted') return say('share.unlisted')
  return say('share.reveals')
}

/** Copies, or else selects what is to be copied; what came of it is said beside it, as nothing outside of a sheet is heard. */
function useCopy() {
  const { say } = useWords()
  const told = useSignal<string | null>(null)
  const copy = async (text: string, field: HTMLInputElement | HTMLTextAreaElement | null, done: string) => {
    try {
      await navigator.clipboard.writeText(text)
      told.value = done
    } catch {
      field?.focus()
      field?.select()
      told.value = say('share.notCopied')
    }
  }
  return { copy, told: told.value }
}

function Row({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button type="button" class={css.row} onClick={onClick}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  )
}

/** A row that opens in its place; one at a time. */
function Part({
  name,
  icon,
  label,
  opened,
  children,
}: {
  name: 'embed' | 'qr'
  icon: IconName
  label: string
  opened: Signal<'embed' | 'qr' | null>
  children: ComponentChildren
}) {
  const id = useId()
  const part = useRef<HTMLDivElement>(null)
  const isOpened = opened.value === name
  useEffect(() => {
    if (isOpened) part.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpened])
  return (
    <>
      <button
        type="button"
        class={css.row}
        aria-expanded={isOpened}
        aria-controls={id}
        onClick={() => (opened.value = isOpened ? null : name)}
      >
        <Icon name={icon} />
        <span>{label}</span>
        <Icon name={isOpened ? 'chevron-up' : 'chevron-down'} />
      </button>
      <div class={css.part} id={id} ref={part} hidden={!isOpened}>
        {isOpened && children}
      </div>
    </>
  )
}

function EmbedCode({ clip }: { clip: Video }) {
  const { say } = useWords()
  const { copy, told } = useCopy()
  const field = useRef<HTMLTextAreaElement>(null)
  const address = useAddress(`/embed/${clip.id}`)
  const code = embedCode({ address, title: titleOf(clip), size: embedSize(clip) })
  return (
    <>
      <p class={told ? css.told : css.quiet} role="status">
        {told ?? say('share.embedMeans')}
      </p>
      <textarea
        ref={field}
        class={css.code}
        rows={5}
        readOnly
        spellcheck={false}
        value={code}
        aria-label={say('share.code')}
        onFocus={event => event.currentTarget.select()}
      />
      <button type="button" class={css.second} onClick={() => void copy(code, field.current, say('share.codeCopied'))}>
        <Icon name="copy" />
        {say('share.copyCode')}
      </button>
    </>
  )
}

/** Empty modules around the code, without which cameras miss it (ISO/IEC 18004 §9.1). */
const quietZone = 4

/** Dark on white in either theme: not every camera reads the reverse. */
function QrCode({ text, label }: { text: string; label: string }) {
  const drawn = useSignal<{ path: string; size: number } | null>(null)
  useEffect(() => {
    void import('uqr').then(({ encode }) => {
      const { data, size } = encode(text, { ecc: 'M', border: quietZone })
      const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
      drawn.value = { path, size }
    })
  }, [text])
  return (
    <div class={css.qr}>
      {drawn.value && (
        <svg role="img" aria-label={label} viewBox={`0 0 ${drawn.value.size} ${drawn.value.size}`}>
          <path d={drawn.value.path} />
        </svg>
      )}
    </div>
  )
}

function Saving({ clip }: { clip: Video }) {
  const { say, language } = useWords()
  const best = clip.renditions.at(-1)
  if (!isOpen(clip.visibility)) return null
  if (!clip.downloads || !best) return <p class={css.quiet}>{say('share.notOffered')}</p>
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  return (
    <a class={css.row} href={`/public/videos/${clip.id}/download`} download>
      <Icon name="download" />
      <span>{say('share.save')}</span>
      <span class={css.size}>{say('share.megabytes', { mb: number.format(best.bytes / 1_000_000) })}</span>
    </a>
  )
}
