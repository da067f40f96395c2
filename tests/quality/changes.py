# changes.py - how often the change that began it is ranked first: RootCauseBench
#
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# Of what is in the data here; see README.md for what a rule written on it may be expected to do
# elsewhere.
GATE = 0.7


class Incident:
    """What monitors, logs and deployments told of one incident, and what began it."""

    def __init__(self, data):
        self.__dict__.update(data)

    def failing(self):
        """What alerts, then what complains, loudest first."""
        loud = collections.Counter()
        for pattern in self.patterns:
            if pattern['sentiment'] == 'negative':
                loud[pattern['service']] += pattern['count']
        names = [self.alert['service']] + [name for name, _ in loud.most_common()]
        return list(dict.fromkeys(names))

    def signs(self):
        alert = ' '.join(str(self.alert.get(key, ''))
                         for key in ('monitor', 'metric', 'summary', 'detail'))
        return [{'service': self.alert['service'], 'text': alert}] + [
            {'service': p['service'], 'text': p['signature']} for p in self.patterns
            if p['sentiment'] == 'negative'] + self.details

    def graph(self):
        """Who calls whom, by the traces; all others alone."""
        graph = {name: set() for name in self.services()}
        for caller, callee in self.calls:
            graph[caller].add(callee)
        return {name: sorted(up) for name, up in sorted(graph.items())}

    def services(self):
        names = {p['service'] for p in self.patterns} | {name for pair in self.calls for name in pair}
        return (names | {d['service'] for d in self.deploys} | {f['service'] for f in self.flags} |
                {s['service'] for s in self.series} | {self.alert['service']})

    def changes(self):
        for commit in self.commits:
            yield {'at': commit['timestamp'], 'kind': 'push', 'version': commit['sha'],
                   'title': commit['message'], 'files': '\n'.join(commit['files_changed']),
                   'diff': commit.get('diff')}
        for deploy in self.deploys:
            yield {'at': deploy['timestamp'], 'kind': 'deploy', 'version': deploy['commit_sha'],
                   'title': deploy['version'], 'service': deploy['service']}
        for flag in self.flags:
            yield {'at': flag['timestamp'], 'kind': 'flag', 'service': flag['service'],
                   'title': f"{flag['flag']} {flag['change']}"}

    def own_series(self):
        """The series that the alert is about, then others of its service."""
        own = [s for s in self.series if s['service'] == self.alert['service']]
        return sorted(own, key=lambda s: s['metric'] != self.alert['metric'])

    def traffic(self):
        """What comes in to the service that the alert is about."""
        return [s['samples'] for s in self.series if s['service'] == self.alert['service'] and
                re.search('requests?_(rate|per_sec)|rps$', s['metric'])]

    def case(self):
        return {'graph': self.graph(), 'firedAt': self.alert['fired_at'],
                'failing': self.failing(), 'signs': self.signs(),
                'series': [s['samples'] for s in self.own_series()], 'traffic': self.traffic(),
                'changes': list(self.changes())}

    def latest_deploy(self):
        before = [d for d in self.deploys if d['timestamp'] <= self.alert['fired_at']]
        return max(before, key=lambda d: d['timestamp'])['commit_sha'] if before else 'none'


def load_incidents():
    with open(os.path.join(HERE, 'root-cause-bench.json')) as file:
        return [Incident(data) for data in json.load(file)]


# --- other names ---

def rotate(match):
    """Another word of the same length and case."""
    return ''.join(chr((ord(c) - base + 11) % 26 + base) if c.isalpha() else c
                   for c in match.group() for base in [ord('A') if c.isupper() else ord('a')])


def rename(data):
    """Other names for every service and person, wherever they are spoken of."""
    incident = Incident(data)
    stems = set()
    for name in incident.services():
        stems |= {name, re.sub('(service|svc)$', '', name).strip('-')}
    people = {c['author'] for c in incident.commits}
    stems |= people | {part for name in list(people) + list(stems)
                       for part in re.split('[.-]', name)}
    words = '|'.join(re.escape(s) for s in sorted(stems, key=lambda s: (-len(s), s)) if len(s) > 2)
    return json.loads(re.sub(words, rotate, json.dumps(data), flags=re.IGNORECASE))


# --- scores ---

def rank(program, incident):
    with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
        json.dump(incident.case(), file)
        file.flush()
        return json.loads(subprocess.run([program, file.name], check=True, capture_output=True,
                                         timeout=60).stdout)


def answers(ranking):
    """What is to blame, likeliest first."""
    found = [s['version'] or s['title'] for s in ranking['suspects']]
    return ['none'] * (ranking['outside'] is not None) + found


def place(culprit, found):
    return found.index(culprit) + 1 if culprit in found else None


def show(incident, ranking):
    print(f'    {ranking["onset"]} outside: {ranking["outside"]}')
    for suspect in ranking['suspects'][:4]:
        print(f'    {suspect["score"]:5.2f} {"*" if suspect["version"] == incident.culprit else " "} '
              f'{suspect["kind"]} {suspect["title"]}')
        for reason in suspect['reasons']:
            print('           ', reason)


def measure(program, incidents, reasons):
    score = collections.Counter()
    tops = []
    for incident in incidents:
        ranking = rank(program, incident)
        found = answers(ranking)
        at = place(incident.culprit, found)
        score['first'] += at == 1
        score['top3'] += at is not None and at <= 3
        score['decoys'] += found[:1] != [] and found[0] in incident.decoys
        score['latest'] += incident.latest_deploy() == incident.culprit
        score['without'] += incident.culprit != 'none' and place(
            incident.culprit, [a for a in found if a != 'none']) == 1
        tops.append([s['version'] for s in ranking['suspects'][:3]])
        if reasons:
            print(f'{incident.name}: {at}')
            show(incident, ranking)
    return score, tops


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program', help='rank-changes')
    parser.add_argument('--reasons', action='store_true')
    args = parser.parse_args()
    with open(os.path.join(HERE, 'root-cause-bench.json')) as file:
        data = json.load(file)
    n = len(data)
    score, tops = measure(args.program, [Incident(d) for d in data], args.reasons)
    renamed, others = measure(args.program, [Incident(rename(d)) for d in data], False)
    code = sum(d['culprit'] != 'none' for d in data)
    print(f'{n} incidents, {code} begun by a change, {n - code} by none')
    print(f'culprit first {score["first"]}/{n} = {score["first"] / n:.2f}, among three '
          f'{score["top3"]}/{n} = {score["top3"] / n:.2f}, a decoy first {score["decoys"]}')
    print(f'of those begun by a change, without looking for other causes: {score["without"]}/{code}')
    print(f'latest deploy {score["latest"]}/{n} = {score["latest"] / n:.2f} '
          '(published for all 24: 0.04; best published script: 0.29)')
    print(f'renamed copy: first {renamed["first"]}/{n}, among three {renamed["top3"]}/{n}')
    if tops != others or score['first'] != renamed['first']:
        print('what services and people are called makes a difference')
        return 1
    if score['first'] / n < GATE:
        print(f'culprit first is below {GATE}')
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
