import type { Clip } from './clip.ts'
import { keys } from './scenes/keys.ts'
import { kitchen } from './scenes/kitchen.ts'
import { metro } from './scenes/metro.ts'
import type { Tune } from './sound.ts'

const fr = (
  by: string,
  seconds: number,
  caption: string,
  spoken: Clip['spoken'],
  tune: Tune,
  scene: Clip['scene'],
): Clip => ({ by, seconds, language: 'fr', caption, spoken, tune, scene })

const drum = { voice: 'pluck', ground: 'bass', beat: 0.25 } as const
const clock = { voice: 'bell', ground: 'tick', beat: 0.5 } as const

export const frenchTownClips: readonly Clip[] = [
  fr(
    'marmite',
    7,
    'Soupe aux pois, en sept secondes. En vrai, comptez deux heures. #cuisine #soupe',
    {
      en: ['Pea soup in seven seconds.', 'In real life, allow two hours.'],
      fr: ['Soupe aux pois en sept secondes.', 'En vrai, comptez deux heures.'],
    },
    { ...drum, chord: [5, 9, 12], figure: [17, 21, 24, 21] },
    kitchen({
      wall: '#f6e3c5',
      table: '#a7653c',
      pot: '#2f5d62',
      broth: '#b9c26a',
      ink: '#2b2018',
      title: ['Soupe', 'aux pois'],
      things: [
        { name: 'Pois jaunes', colour: '#e3c14a', form: 'round' },
        { name: 'Carotte', colour: '#e07a3f', form: 'long' },
        { name: 'Oignon', colour: '#e9d5c0', form: 'round' },
        { name: 'Laurier', colour: '#5f7f4a', form: 'leaf' },
      ],
    }),
  ),
  fr(
    'marmite',
    6,
    'Compote de pommes : trois choses, pas quatre. #cuisine',
    { en: ['Apple sauce: three things.', 'Not four.'], fr: ['Compote : trois choses.', 'Pas quatre.'] },
    { ...drum, chord: [0, 4, 7], figure: [12, 16, 19, 24] },
    kitchen({
      wall: '#dfe8d2',
      table: '#8a5a3b',
      pot: '#b8452f',
      broth: '#f0d58a',
      ink: '#26301f',
      title: ['Compote :', 'trois choses'],
      things: [
        { name: 'Pommes', colour: '#c9d34f', form: 'round' },
        { name: 'Cannelle', colour: '#8a4b2a', form: 'long' },
        { name: 'Un peu d’eau', colour: '#a9d3e0', form: 'leaf' },
      ],
    }),
  ),
  fr(
    'marmite',
    6,
    'Bouillon du soir, avec ce qui reste. #cuisine #anti-gaspi',
    { en: ['Evening broth.', 'With whatever is left.'], fr: ['Bouillon du soir.', 'Avec ce qui reste.'] },
    { ...drum, chord: [-3, 0, 4], figure: [9, 12, 16, 12] },
    kitchen({
      wall: '#27313f',
      table: '#59422f',
      pot: '#c58f4e',
      broth: '#e3a85f',
      ink: '#f6ecd9',
      title: ['Avec ce', 'qui reste'],
      things: [
        { name: 'Poireau', colour: '#8fbf7a', form: 'long' },
        { name: 'Champignons', colour: '#d9c3a5', form: 'round' },
        { name: 'Persil', colour: '#6fa85f', form: 'leaf' },
      ],
    }),
  ),

  fr(
    'deux.cles',
    7,
    'Publier au nom de tous : jamais une seule main. #institutions',
    {
      en: ['Nobody publishes alone for everybody.', 'It takes two keys.'],
      fr: ['Personne ne publie seul au nom de tous.', 'Il faut deux clés.'],
    },
    { ...clock, chord: [0, 4, 7], figure: [12, 7, 16, 19] },
    keys({
      ground: ['#163540', '#2f7f86'],
      paper: '#f7f0df',
      ink: '#1c2b33',
      hands: ['#b8452f', '#e0972b'],
      names: ['Amara', 'Louis'],
      light: '#2f7f4f',
      title: ['Jamais', 'une seule main'],
      paperTitle: 'Annonce',
      stamp: 'PUBLIÉ',
    }),
  ),
  fr(
    'deux.cles',
    7,
    'Trois clés pour réveiller un compte endormi. Et la responsable est prévenue d’abord. #institutions',
    {
      en: ['Three keys to wake a sleeping account.', 'And the officer hears of it first.'],
      fr: ['Trois clés pour réveiller un compte endormi.', 'Et la responsable l’apprend d’abord.'],
    },
    { ...clock, chord: [-3, 0, 4], figure: [9, 4, 12, 16] },
    keys({
      ground: ['#2a1f33', '#6b3f63'],
      paper: '#f4ecf1',
      ink: '#2a1f33',
      hands: ['#e0972b', '#2f7f86', '#b8452f'],
      names: ['Inès', 'Kofi', 'Maude'],
      light: '#8a2f5f',
      title: ['Réveiller', 'un compte'],
      paperTitle: 'Réactivation',
      stamp: 'ACCORDÉ',
    }),
  ),
  fr(
    'deux.cles',
    6,
    'Changer de responsable, au grand jour. #institutions',
    {
      en: ['A change of officer, in daylight.', 'Two signatures, one leaf.'],
      fr: ['Changer de responsable, au grand jour.', 'Deux signatures, une feuille.'],
    },
    { ...clock, chord: [5, 9, 12], figure: [17, 12, 21, 24] },
    keys({
      ground: ['#7a5a1e', '#d9a441'],
      paper: '#fffaf0',
      ink: '#3a2c12',
      hands: ['#163540', '#7a2e1d'],
      names: ['Noé', 'Sana'],
      light: '#7a2e1d',
      title: ['Au grand', 'jour'],
      paperTitle: 'Passation',
      stamp: 'FAIT',
    }),
  ),

  fr(
    'ligne.bleue',
    7,
    'Le réseau s’éveille à 5 h 12. #métro #ville',
    {
      en: ['The network wakes at 5:12.', 'Three lines, and the first trains.'],
      fr: ['Le réseau s’éveille à 5 h 12.', 'Trois lignes, et les premiers trains.'],
    },
    { ...drum, chord: [0, 5, 9], figure: [12, 17, 12, 21] },
    metro({
      ground: '#f7f4ec',
      ink: '#17232b',
      title: ['5 h 12,', 'le réseau s’éveille'],
      network: [
        {
          colour: '#2a6fb0',
          points: [
            [90, 1000],
            [90, 760],
            [330, 520],
            [630, 520],
          ],
          stops: ['Quai', 'Halles', 'Musée', 'Gare'],
        },
        {
          colour: '#d2573b',
          points: [
            [630, 1000],
            [400, 770],
            [400, 420],
          ],
          stops: ['Stade', 'Centre', 'Parc'],
        },
        {
          colour: '#4f8f5b',
          points: [
            [90, 560],
            [250, 720],
            [640, 720],
          ],
          stops: ['Mairie', 'Pont', 'Port'],
        },
      ],
    }),
  ),
  fr(
    'ligne.bleue',
    6,
    'Dernier train, minuit quarante. #métro #nuit',
    {
      en: ['Last train, twenty to one.', 'Somebody is asleep in car four.'],
      fr: ['Dernier train, minuit quarante.', 'Quelqu’un dort dans la voiture quatre.'],
    },
    { ...drum, chord: [-4, 0, 3], figure: [8, 12, 15, 12] },
    metro({
      ground: '#0d1522',
      ink: '#eaf0fa',
      title: ['Dernier train'],
      network: [
        {
          colour: '#4f8fe0',
          points: [
            [120, 980],
            [120, 640],
            [360, 400],
            [620, 400],
          ],
          stops: ['Dépôt', 'Canal', 'Opéra', 'Nord'],
        },
        {
          colour: '#e0a13b',
          points: [
            [620, 980],
            [360, 720],
            [120, 480],
          ],
          stops: ['Sud', 'Place', 'Ouest'],
        },
      ],
    }),
  ),
  fr(
    'ligne.bleue',
    6,
    'La ville qu’on dessine en attendant le bus. #ville',
    {
      en: ['The city you draw while you wait.', 'Every line is on time.'],
      fr: ['La ville qu’on dessine en attendant.', 'Toutes les lignes sont à l’heure.'],
    },
    { ...drum, chord: [2, 6, 9], figure: [14, 18, 21, 18] },
    metro({
      ground: '#fbe9dc',
      ink: '#3b2231',
      title: ['En attendant', 'le bus'],
      network: [
        {
          colour: '#c2416b',
          points: [
            [100, 900],
            [360, 640],
            [620, 900],
          ],
          stops: ['École', 'Place', 'Marché'],
        },
        {
          colour: '#2f7f86',
          points: [
            [100, 500],
            [360, 760],
            [620, 500],
          ],
          stops: ['Moulin', 'Fontaine', 'Serre'],
        },
        {
          colour: '#d99a2b',
          points: [
            [360, 400],
            [360, 1020],
          ],
          stops: ['Haut', 'Bas'],
        },
      ],
    }),
  ),
]
