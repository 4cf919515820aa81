import type { Signal } from '@preact/signals'
import type { Video } from '../../core/wire/video.ts'
import { wordsFor } from '../shell/declined.ts'
import { chooseSaving, hidesCounts, learnsHere, pace, paces, savesData, wantsCaptions } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import { usePage } from '../shell/state.ts'
import { reposts, setWall } from '../shell/ties.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { Sheet } from '../ui/Sheet.tsx'
import type { Acts } from './acts.ts'
import { tell } from './attention.ts'
import { ClipMutes } from './ClipMutes.tsx'
import css from './sheets.module.css'
import type { SheetName } from './view.ts'

interface Props {
  clip: Video
  acts: Acts
  onClose(): void
  onOpen(name: SheetName): void
}

/** What holding a clip opens: everything that has no button of its own. */
export function ClipMenu({ clip, acts, onClose, onOpen }: Props) {
  const { say, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const { handle } = clip.author
  const mayAct = !usePage().network
  const isOwn = account.value?.handle === handle
  const isPassedOn = reposts.has(clip.id)
  /** Says what has become of it, for the person it concerns. */
  const attempt = (act: Promise<void>, done: string) =>
    void act.then(
      () => notify(say(done, { handle })),
      async error => notify(await wordsFor(error, language, say)),
    )
  const thenClose = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Sheet title={say('clip.menu')} closeLabel={say('sheet.close')} onClose={onClose}>
      <fieldset class={css.paces}>
        <legend>{say('menu.pace')}</legend>
        {paces.map(value => (
          <label key={value}>
            <input type="radio" name="pace" checked={pace.value === value} onChange={() => (pace.value = value)} />
            <span>{number.format(value)}×</span>
          </label>
        ))}
      </fieldset>
      <div class={css.rows}>
        {clip.captions.length > 0 && (
          <>
            <Toggle icon="captions" label={say('menu.captions')} value={wantsCaptions} />
            <Row icon="scroll-text" label={say('menu.transcript')} onClick={() => onOpen('transcript')} />
          </>
        )}
        <label class={css.row}>
          <Icon name="leaf" />
          <span>{say('menu.saveData')}</span>
          <input
            type="checkbox"
            checked={savesData.value}
            onChange={event => chooseSaving(event.currentTarget.checked)}
          />
        </label>
        <Toggle icon="eye-off" label={say('menu.hidesCounts')} value={hidesCounts} />
        {account.value && !isOwn && clip.visibility === 'public' && (
          <Row
            icon="repeat-2"
            label={say(isPassedOn ? 'menu.repostBack' : 'menu.repost')}
            onClick={thenClose(() =>
              attempt(reposts.set(clip.id, !isPassedOn), isPassedOn ? 'clip.repostedBack' : 'clip.reposted'),
            )}
          />
        )}
        <Row icon="sparkles" label={say('menu.why')} onClick={() => onOpen('why')} />
        {!isOwn && learnsHere.value && (
          <Row
            icon="thumbs-down"
            label={say('menu.less')}
            onClick={thenClose(() => {
              tell(clip, { kind: 'less' })
              acts.next()
              notify(say('clip.less'), { label: say('clip.lessBack'), act: () => tell(clip, { kind: 'unless' }) })
            })}
          />
        )}
        {!isOwn && (
          <Row
            icon="volume-x"
            label={say('menu.mute', { handle })}
            onClick={thenClose(() => attempt(setWall('mute', handle, true), 'clip.muted'))}
          />
        )}
        {account.value && !isOwn && (
          <Row
            icon="ban"
            label={say('menu.block', { handle })}
            onClick={thenClose(() => attempt(setWall('block', handle, true), 'clip.blocked'))}
          />
        )}
        {!isOwn && <ClipMutes clip={clip} onMuted={onClose} />}
        {!isOwn && mayAct && <Row icon="flag" label={say('menu.report')} onClick={() => onOpen('report')} />}
        <Row icon="share-2" label={say('menu.share')} onClick={() => onOpen('share')} />
        {document.fullscreenEnabled && (
          <Row icon="maximize" label={say('menu.fullscreen')} onClick={thenClose(acts.fullscreen)} />
        )}
        {document.pictureInPictureEnabled && (
          <Row icon="picture-in-picture-2" label={say('menu.picture')} onClick={thenClose(acts.picture)} />
        )}
        <Row icon="keyboard" label={say('menu.help')} onClick={() => onOpen('help')} />
        {mayAct && (
          <a class={css.row} href="/settings">
            <Icon name="settings" />
            <span>{say('menu.captionStyle')}</span>
          </a>
        )}
      </div>
    </Sheet>
  )
}

function Row({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button type="button" class={css.row} onClick={onClick}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  )
}

function Toggle({ icon, label, value }: { icon: IconName; label: string; value: Signal<boolean> }) {
  return (
    <label class={css.row}>
      <Icon name={icon} />
      <span>{label}</span>
      <input type="checkbox" checked={value.value} onChange={event => (value.value = event.currentTarget.checked)} />
    </label>
  )
}
