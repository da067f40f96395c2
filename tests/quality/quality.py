# quality.py - how well alerts of storms are grouped, and the roots found: musterd group replay
#
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import storm

# What a change must not fall behind: with the full topology, and with 30 % of it forgotten. Where
# alerts have other names, no word of them says that a service only starves.
GATES = {'': {0.0: {'f1': 0.95, 'top1': 0.90, 'top3': 0.95}, 0.3: {'f1': 0.85}},
         ', all renamed': {0.0: {'f1': 0.95, 'top1': 0.85, 'top3': 0.90}, 0.3: {'f1': 0.85}}}
WORLDS = {'': storm.Names, ', services renamed': storm.Foreign, ', all renamed': storm.Aliens}
SAME = ['f1', 'precision', 'recall', 'ari', 'parts', 'top1', 'top3', 'about']


def replay(musterd, team, text):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ('team.yaml', 'alerts.ndjson')]
        for path, content in zip(paths, (team, text)):
            with open(path, 'w') as file:
                file.write(content)
        before = time.monotonic()
        out = subprocess.run([musterd, 'group', 'replay', paths[1], '--config', paths[0], '--json'],
                             check=True, capture_output=True, timeout=120).stdout
        return json.loads(out)['incidents'], time.monotonic() - before


def pairs(n):
    return n * (n - 1) / 2


def score_groups(truth, incidents):
    """Pairwise F1 and adjusted Rand index over the alerts; one of no outage is a group alone."""
    where = {a: i['id'] for i in incidents for a in i['alerts']}
    true = {a: (o if o is not None else a) for a, o in truth.items()}
    both = collections.Counter((true[a], where.get(a, a)) for a in truth)
    by_true = collections.Counter(true.values())
    by_found = collections.Counter(where.get(a, a) for a in truth)
    hit = sum(pairs(n) for n in both.values())
    wanted = sum(pairs(n) for n in by_true.values())
    found = sum(pairs(n) for n in by_found.values())
    chance = wanted * found / max(pairs(len(truth)), 1)
    rand = (hit - chance) / ((wanted + found) / 2 - chance) if wanted + found > 2 * chance else 1
    return hit, wanted, found, rand


def main_incident(outage, truth, incidents):
    """The one that has most of an outage's alerts."""
    return max(incidents, key=lambda i: sum(truth[a] == outage for a in i['alerts']))


def baselines(line_of, incident, chance):
    """A random service, the loudest, the one that was heard of first."""
    services = collections.Counter(line_of[a]['alert']['labels']['service']
                                   for a in incident['alerts'])
    first = min(incident['alerts'], key=lambda a: line_of[a]['receivedAt'])
    return {'random': chance.choice(sorted(services)),
            'loudest': services.most_common(1)[0][0],
            'first': line_of[first]['alert']['labels']['service']}


class Score:
    def __init__(self):
        self.hit = self.wanted = self.found = 0
        self.rand, self.parts, self.seconds, self.n_alerts = [], [], 0.0, 0
        self.top = collections.Counter()
        self.n_outages = 0
        self.misses = []

    def add(self, played, names, incidents, seconds):
        line_of = {line['id']: line for _, line in played.lines}
        chance = random.Random(1)
        hit, wanted, found, rand = score_groups(played.truth, incidents)
        self.hit, self.wanted, self.found = self.hit + hit, self.wanted + wanted, self.found + found
        self.rand.append(rand)
        self.seconds += seconds
        self.n_alerts += len(played.lines)
        for outage, scenario in enumerate(played.outages):
            if outage not in played.truth.values():
                continue
            self.parts.append(sum(any(played.truth[a] == outage for a in i['alerts'])
                                  for i in incidents))
            incident = main_incident(outage, played.truth, incidents)
            roots = {names.service(root) for root in scenario.roots}
            ranking = [entry['service'] for entry in incident['ranking']]
            self.n_outages += 1
            self.top['top1'] += ranking[:1] != [] and ranking[0] in roots
            self.top['top3'] += bool(roots & set(ranking[:3]))
            self.top['about'] += incident['about'] in roots
            if not ranking or ranking[0] not in roots:
                self.misses.append((scenario.number, sorted(roots), ranking[:3]))
            for name, service in baselines(line_of, incident, chance).items():
                self.top[name] += service in roots

    def figures(self):
        n = max(self.n_outages, 1)
        return {'f1': 2 * self.hit / max(self.wanted + self.found, 1),
                'precision': self.hit / max(self.found, 1), 'recall': self.hit / max(self.wanted, 1),
                'ari': sum(self.rand) / max(len(self.rand), 1),
                'parts': sum(self.parts) / max(len(self.parts), 1),
                **{name: count / n for name, count in self.top.items()},
                'us': 1e6 * self.seconds / max(self.n_alerts, 1)}


def measure(musterd, names, missing, seeds):
    topology = storm.load_topology()
    scenarios = storm.load_scenarios(topology)
    rules = storm.load('alert-rules.json')
    score = Score()
    for seed in seeds:
        played = storm.Storm(seed, scenarios, rules, names)
        team = storm.team_file(topology, names, missing, seed)
        score.add(played, names, *replay(musterd, team, played.text()))
    return score


def measure_speed(musterd, depends, services=1000, alerts=20000):
    """µs an alert of one large storm, all told: read, decided, explained, written."""
    chance = random.Random(7)
    team = ['services:']
    for i in range(services):
        up = sorted({f's{chance.randrange(i)}' for _ in range(3)}) if i and depends else []
        team.append(f'  - {{name: s{i}, depends_on: [{", ".join(up)}]}}')
    names = ['HighErrorRate', 'HighLatency', 'PodCrashLooping', 'Saturation']
    lines = []
    for i in range(alerts):
        at = storm.Storm.instant(600 * i / alerts)
        labels = {'alertname': chance.choice(names), 'service': f's{chance.randrange(services)}',
                  'pod': f'p{i}', 'severity': 'warning', 'cluster': 'c1'}
        lines.append(json.dumps({'id': f'a{i}', 'receivedAt': at, 'alert': {'labels': labels}}))
    return 1e6 * replay(musterd, '\n'.join(team) + '\n', '\n'.join(lines))[1] / alerts


COLUMNS = ['f1', 'precision', 'recall', 'ari', 'parts', 'top1', 'top3', 'about', 'random',
           'loudest', 'first', 'us']


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('musterd')
    parser.add_argument('--storms', type=int, default=40)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--misses', action='store_true')
    parser.add_argument('--gates', action='store_true', help='fail where a figure is too low')
    args = parser.parse_args()
    seeds = range(args.seed, args.seed + args.storms)
    print(f'{"":32}' + ''.join(f'{c:>10}' for c in COLUMNS))
    bad, seen = [], {}
    for words, names in WORLDS.items():
        for missing in (0.0, 0.1, 0.3):
            score = measure(args.musterd, names, missing, seeds)
            figures = score.figures()
            print(f'{f"{missing:.0%} missing{words}":32}' +
                  ''.join(f'{figures[c]:10.3f}' for c in COLUMNS), flush=True)
            if args.misses:
                for miss, n in collections.Counter(map(str, score.misses)).most_common(12):
                    print('   ', n, miss)
            for name, gate in GATES.get(words, {}).get(missing, {}).items():
                if figures[name] < gate:
                    bad.append(f'{name} is below {gate}, {missing:.0%} missing{words}')
            same = seen.setdefault(missing, figures)
            if names is storm.Foreign and any(same[c] != figures[c] for c in SAME):
                bad.append(f'what services are called makes a difference, {missing:.0%} missing')
    if not args.gates:
        print('20,000 alerts of 1,000 services: '
              f'{measure_speed(args.musterd, True):.0f} µs an alert, '
              f'{measure_speed(args.musterd, False):.0f} where none depends on another')
    for complaint in bad:
        print(complaint)
    return bool(bad) and args.gates


if __name__ == '__main__':
    sys.exit(main())
