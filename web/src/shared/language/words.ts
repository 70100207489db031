import { t } from '.';

/** Words of the wire and of the model that people see as they are. */
const WORDS: Readonly<Record<string, string>> = {
    // Shapes and other kinds of objects
    rectangle: t('rectangle'),
    polygon: t('polygon'),
    polyline: t('polyline'),
    points: t('points'),
    ellipse: t('ellipse'),
    cuboid: t('cuboid'),
    skeleton: t('skeleton'),
    mask: t('mask'),
    tag: t('tag'),
    shape: t('shape'),
    track: t('track'),
    any: t('any'),
    occluded: t('occluded'),
    outside: t('outside'),
    keyframe: t('keyframe'),
    pinned: t('pinned'),
    hidden: t('hidden'),
    locked: t('locked'),
    // Other tools
    extreme: t('extreme'),
    scissors: t('scissors'),
    'cuboid points': t('cuboid points'),
    'skeleton box': t('skeleton box'),
    merge: t('merge'),
    group: t('group'),
    join: t('join'),
    split: t('split'),
    slice: t('slice'),
    measure: t('measure'),
    // What jobs and tasks are at
    annotation: t('annotation'),
    validation: t('validation'),
    acceptance: t('acceptance'),
    new: t('new'),
    'in progress': t('in progress'),
    completed: t('completed'),
    rejected: t('rejected'),
    accepted: t('accepted'),
    // How bad issues are
    note: t('note'),
    minor: t('minor'),
    major: t('major'),
    blocking: t('blocking'),
    // Requests
    queued: t('queued'),
    started: t('started'),
    finished: t('finished'),
    failed: t('failed'),
    waiting: t('waiting'),
    running: t('running'),
    done: t('done'),
    skipped: t('skipped'),
    // Roles
    owner: t('owner'),
    maintainer: t('maintainer'),
    supervisor: t('supervisor'),
    worker: t('worker'),
    // What webhooks tell of
    project: t('project'),
    task: t('task'),
    job: t('job'),
    issue: t('issue'),
    comment: t('comment'),
    organization: t('organization'),
    membership: t('membership'),
    invitation: t('invitation'),
    create: t('create'),
    update: t('update'),
    delete: t('delete'),
    // Where shapes come from
    manual: t('manual'),
    auto: t('auto'),
    'semi-auto': t('semi-auto'),
    consensus: t('consensus'),
    file: t('file'),
    // Numbers of a shape
    width: t('width'),
    height: t('height'),
    angle: t('angle'),
    x: 'x',
    y: 'y',
    // How they differ from the ground truth
    'missing annotation': t('missing annotation'),
    'extra annotation': t('extra annotation'),
    'mismatching label': t('mismatching label'),
    'low overlap': t('low overlap'),
    'covered annotation': t('covered annotation'),
    'mismatching attributes': t('mismatching attributes'),
    'mismatching groups': t('mismatching groups'),
    'mismatching direction': t('mismatching direction'),
    // Sums
    manually: t('manually'),
    interpolated: t('interpolated'),
    total: t('total'),
    // How many of several
    all: t('all'),
    some: t('some'),
    none: t('none'),
};

/** A word in the language of the page; what is not known stays as it is. */
export const word = (value: string): string => WORDS[value] ?? value;

/** With a capital, to begin a text with. */
export function capital(text: string): string {
    return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
