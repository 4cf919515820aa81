/** Onshore's ranking before the simulated people, and a policy that knows how they are made, to mark what could be reached at all. */
import type { Candidates } from '../../src/core/feed/candidate.ts'
import { fastestDots } from '../../src/core/feed/dots.ts'
import { pickTopic } from '../../src/core/feed/forget.ts'
import { learn, newInterests } from '../../src/core/feed/interests.ts'
import { tiles } from '../../src/core/feed/picks.ts'
import { clipOf, rank } from '../../src/core/feed/rank.ts'
import { noRules } from '../../src/core/feed/rules.ts'
import type { Shown } from '../../src/core/feed/spacing.ts'
import { weights as published, type Weights } from '../../src/core/feed/weights.ts'
import { fieldOf, fields, perField, subtopics, topicTable } from './catalogue.ts'
import type { Policy, Seat } from './simulator.ts'

const dots = fastestDots()

export const onshore =
  (weights: Weights = published) =>
  ({ seed, picks }: Seat): Policy => {
    let interests = newInterests()
    let isStarted = false
    const shown: Shown[] = []
    const start = (pool: Candidates, at: number) => {
      const wanted = picks.map(field => topicTable.keys[subtopics + field]!)
      for (const tile of tiles(pool, topicTable))
        if (wanted.includes(tile.key)) interests = pickTopic(interests, { ...tile, at })
      isStarted = true
    }
    return {
      next(pool, at) {
        if (!isStarted) start(pool, at)
        const asked = {
          candidates: pool,
          topics: topicTable,
          interests,
          rules: noRules,
          shown: shown.slice(-20),
          seed,
          at,
          count: 1,
          weights,
          dots,
        }
        const { place, exploring } = rank(asked)[0]!
        const clip = clipOf(pool, topicTable, place)
        shown.push({ ...clip, features: Array.from(clip.features), exploring })
        return place
      },
      learn(event) {
        interests = learn(interests, event, weights)
      },
      isExploring: () => shown.at(-1)!.exploring,
    }
  }

/**
 * Knows the topics without error, what pleases whom and by how much, and reads pleasure itself instead of milliseconds: by Bayes it keeps the
 * chance of every subtopic to be an interest, and always shows the best chance. What it needs until lock-on hardly anybody can beat.
 */
export const knowing =
  (noise = 1) =>
  ({ picks }: Seat): Policy => {
    const own = Array.from({ length: subtopics }, () => 0)
    const sibling = Array.from({ length: fields }, () => 0)
    const prior = (field: number) => (picks.length === 0 ? 0.15 : picks.includes(field) ? 0.6 : 0.001)
    const chances = () => {
      const chance = new Float64Array(subtopics)
      for (let field = 0; field < fields; field++) {
        const weights = Array.from({ length: perField }, (_, n) =>
          Math.exp(sibling[field]! + own[field * perField + n]!),
        )
        const total = weights.reduce((a, b) => a + b, 0) / perField
        const good = (prior(field) * total) / (prior(field) * total + 1 - prior(field))
        weights.forEach((weight, n) => {
          chance[field * perField + n] = (good * weight) / (total * perField)
        })
      }
      return chance
    }
    return {
      next(pool) {
        const chance = chances()
        let best = 0
        const worth = (place: number) => chance[pool.topics[place]!]! + 0.0001 * (pool.qualities[place] || 0)
        for (let place = 1; place < pool.count; place++) if (worth(place) > worth(best)) best = place
        return best
      },
      learn({ kind }, { topic, pleased }) {
        if (kind !== 'watch') return
        const likelihood = (middle: number) => (-(pleased - middle) * (pleased - middle)) / (2 * noise * noise)
        sibling[fieldOf(topic)]! += likelihood(-0.305) - likelihood(-0.915)
        own[topic]! += likelihood(0.84) - likelihood(-0.305)
      },
    }
  }
