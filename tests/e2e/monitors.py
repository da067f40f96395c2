# monitors.py - a target that fails and recovers, and Debian's Prometheus and Alertmanager on it
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.server
import subprocess
import threading

import support

CONFIG = '''
global: {{scrape_interval: 300ms, evaluation_interval: 300ms}}
rule_files: [rules.yml]
scrape_configs:
  - job_name: demo
    static_configs: [{{targets: ['{target}']}}]
alerting:
  alertmanagers:
    - api_version: v2
      path_prefix: '{prefix}'
      static_configs: [{{targets: ['{alertmanager}']}}]
'''
RULES = '''
groups:
  - name: demo
    rules:
      - alert: CheckoutFailing
        expr: demo_failing == 1
        labels: {severity: critical, service: checkout}
        annotations: {summary: Checkout answers 5xx, description: Half of all carts are lost}
'''
ALERTMANAGER = '''
route: {{receiver: muster, group_wait: 100ms, group_interval: 300ms, repeat_interval: 600ms}}
receivers:
  - name: muster
    webhook_configs: [{{url: '{url}', send_resolved: true}}]
'''


class Target:
    """A program with one metric. Each scrape is something that a test can wait for."""

    def __init__(self, case):
        self.failing = False
        self.scrapes = 0
        self.scraped = threading.Condition()
        target = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = b'demo_failing %d\n' % target.failing
                self.send_response(200)
                self.send_header('Content-Type', 'text/plain; version=0.0.4')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                with target.scraped:
                    target.scrapes += 1
                    target.scraped.notify_all()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.address = '127.0.0.1:%d' % self.server.server_port
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        case.addCleanup(thread.join)
        case.addCleanup(self.server.server_close)
        case.addCleanup(self.server.shutdown)

    def until(self, condition, what):
        """Looks at a condition after each scrape until it holds."""
        deadline = support.Deadline(what)
        while not condition():
            with self.scraped:
                seen = self.scrapes
                self.scraped.wait_for(lambda: self.scrapes > seen, deadline.left())
            deadline.left()


def start_server(case, name, *arguments):
    """A server whose log is read to the line that says it is up; the rest is drained."""
    process = case.start(name, *arguments, cwd=case.folder, stderr=subprocess.PIPE,
                         stdout=subprocess.DEVNULL)
    lines = support.Lines(process.stderr)
    address = lines.find(b'msg="Listening on"', name).rpartition(b'address=')[2].decode()
    thread = threading.Thread(target=process.stderr.read, daemon=True)
    thread.start()
    case.addCleanup(process.stderr.close)
    case.addCleanup(thread.join)
    case.addCleanup(support.end, process)
    return address


def start_prometheus(case, target, alertmanager, prefix='/'):
    case.write('prometheus.yml', CONFIG.format(target=target.address, alertmanager=alertmanager,
                                               prefix=prefix))
    case.write('rules.yml', RULES)
    return start_server(case, 'prometheus', '--config.file=prometheus.yml',
                        '--storage.tsdb.path=prometheus', '--web.listen-address=127.0.0.1:0',
                        '--rules.alert.resend-delay=300ms')


def start_alertmanager(case, hub, key):
    url = f'http://{hub.tcp}/v1/intake/{key}/alertmanager'
    case.write('alertmanager.yml', ALERTMANAGER.format(url=url))
    return start_server(case, 'prometheus-alertmanager', '--config.file=alertmanager.yml',
                        '--storage.path=alertmanager', '--web.listen-address=127.0.0.1:0',
                        '--cluster.listen-address=')
