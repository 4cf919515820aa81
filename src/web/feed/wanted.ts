import type { FollowedVideo, Video } from '../../core/wire/video.ts'
import { account } from '../shell/account.ts'
import { hidesAiMade, hidesPaid } from '../shell/device.ts'
import { isMutedClip } from '../shell/muted.ts'
import { isRestricted } from '../shell/sensitive.ts'
import { isHidden } from '../shell/ties.ts'

/**
 * Whether this viewer wants to see a clip. `isChosen`: it stands where they went for it themselves, on its author's profile or
 * among what they saved; there only what the device must not show is left out.
 */
export function isWanted(clip: Video, isChosen = false): boolean {
  if (clip.isSensitive && isRestricted.value) return false
  const { handle } = clip.author
  if (isChosen || handle === account.value?.handle) return true
  const by = (clip as Partial<FollowedVideo>).repostedBy
  return !(
    isHidden(handle) ||
    (by && isHidden(by.handle)) ||
    (hidesAiMade.value && clip.aiMade) ||
    (hidesPaid.value && clip.paid) ||
    isMutedClip(clip)
  )
}

/** As `isWanted`, in a feed that goes on by itself: it brings nothing sensitive to somebody of 14 or 15. */
export const isWantedInFeed = (clip: Video, isChosen = false): boolean =>
  isWanted(clip, isChosen) && !(clip.isSensitive && account.value?.isYoung === true)
