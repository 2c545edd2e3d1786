"""Snippets whose text, or whose report, is meant to harm whoever reads it."""

from __future__ import annotations

from tests.attacks.attack import attack, gives

_HOSTILE = r"\x1b[2J\x1b]0;title\x07\x1b]52;c;aGk=\x07 \u202eevil\u2066 \x00 \x9b31m \ud800"
_ESCAPED = r"\\x1b\[2J\\x1b\]0;title\\x07\\x1b\]52;c;aGk=\\x07 \\u202eevil\\u2066 \\x00 \\x9b31m \\ud800"

_WRITE_REPORT = """
import json, os, struct
def report(head=None, body=b"", seconds=0.1, figures=(), **end):
    end = {"kind": "Passed", "executed": True} | end
    head = head or json.dumps({"kind": "Report", "end": end, "seconds": seconds, "figures": figures}).encode()
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, struct.pack("!II", len(head), len(body)) + head + body)
        except OSError:
            pass
"""

_HEAD = r"head = b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR'" + "\n"

TEXTS = (
    attack(
        "prints what controls terminals",
        f'import sys\nsys.stdout.reconfigure(errors="backslashreplace")\nprint("{_HOSTILE}")',
        gives("ok", rf"\A{_ESCAPED}\n\Z", "shown escaped"),
    ),
    attack(
        "prints bytes that are no text",
        r"import os; os.write(1, b'\xff\xfe\xed\xa0\x80 \xc3')",
        gives("ok", r"\A\\xff\\xfe\\xed\\xa0\\x80 \\xc3\Z", "shown escaped"),
    ),
    attack(
        "raises with such text",
        f'raise type("{_HOSTILE[:11]}", (Exception,), {{}})("{_HOSTILE}")',
        gives("raised", _ESCAPED, "shown escaped"),
    ),
    attack("exits with such text", f'import sys\nsys.exit("{_HOSTILE}")', gives("exited", _ESCAPED, "shown escaped")),
)

REPORTS = (
    attack(
        "writes garbage to every descriptor",
        f"{_WRITE_REPORT}report(b'[]garbage' * 20)",
        gives("vanished"),
    ),
    attack(
        "announces an endless report",
        "import os\nfor descriptor in range(3, 64):\n    try:\n        os.write(descriptor, b'\\xff' * 8)\n"
        "    except OSError:\n        pass\n",
        gives("vanished"),
    ),
    attack(
        "announces imports without end",
        f'{_WRITE_REPORT}while True:\n    report(b\'{{"kind":"Importing","module":"torch.x"}}\')',
        gives("vanished", "not one of ours"),
    ),
    attack(
        "reports a text of 1 MB",
        f"{_WRITE_REPORT}report(kind='Exited', argument='x' * 10**6)\nos._exit(0)",
        gives("vanished", "not one of ours"),
    ),
    attack(
        "forges `ok` and loops",
        f"{_WRITE_REPORT}report()\nwhile True: pass",
        gives("timed_out"),
        timeout=2.0,
    ),
    attack(
        "forges `ok` and crashes",
        f"{_WRITE_REPORT}report()\nos.abort()",
        gives("crashed"),
    ),
    attack(
        "forges `ok` and leaves",
        f"{_WRITE_REPORT}report()\nos._exit(0)",
        gives("ok", note="it may lie about itself, and about nobody else"),
    ),
    attack(
        "forges a report with numbers that are none",
        f"{_WRITE_REPORT}error = dict(kind='Error', type='E', message='', traceback='', line=1, column=1)\n"
        'report(b\'{"kind":"Report","end":\' + json.dumps(dict(kind=\'Raised\', error=error, exhausted=False)).encode()'
        ' + b\',"seconds":1e999,"figures":[]}\')\nos._exit(0)',
        gives("vanished", "not one of ours"),
    ),
    attack(
        "forges a report of other types",
        f"{_WRITE_REPORT}report(kind=['Passed'], seconds={{}})\nos._exit(0)",
        gives("vanished"),
    ),
    attack(
        "forges a figure that is none",
        f"{_WRITE_REPORT}report(figures=[6], body=b'no png')\nos._exit(0)",
        gives("vanished", "a figure or a time in its report is none"),
    ),
    attack(
        "forges a figure of 40,000 by 40,000",
        f"{_WRITE_REPORT}{_HEAD}png = head + (40_000).to_bytes(4, 'big') * 2\n"
        "report(figures=[len(png)], body=png)\nos._exit(0)",
        gives("output_limit", "million pixels"),
    ),
    attack(
        "forges eight figures of 20 million pixels",
        f"{_WRITE_REPORT}{_HEAD}png = head + (5_000).to_bytes(4, 'big') + (4_000).to_bytes(4, 'big')\n"
        "report(figures=[len(png)] * 8, body=png * 8)\nos._exit(0)",
        gives("output_limit", "million pixels"),
    ),
    attack(
        "forges 30,000 figures",
        f'{_WRITE_REPORT}report((b\'{{"kind":"Report","end":{{"kind":"Passed","executed":true}},"seconds":0.1,\''
        "b'\"figures\":[' + b','.join([b'0'] * 30_000) + b']}'))\nos._exit(0)",
        gives("output_limit", "more than 8 figures"),
    ),
    attack(
        "forges garbage behind the head of a figure",
        f"{_WRITE_REPORT}{_HEAD}png = head + (4).to_bytes(4, 'big') * 2 + b'garbage' * 9\n"
        "report(figures=[len(png)], body=png)\nos._exit(0)",
        gives("vanished", "a figure or a time in its report is none"),
    ),
    attack(
        "has the server import a module",
        f'{_WRITE_REPORT}report(b\'{{"kind":"Importing","module":"antigravity"}}\')\nprint(\'done\')',
        gives("ok", "done", "only parts of torch are imported so"),
    ),
    attack(
        "looks for descriptors of others",
        """
        import os
        found = []
        for descriptor in range(0, 512):
            try:
                os.fstat(descriptor)
                found.append(descriptor)
            except OSError:
                pass
        print(found[:3], len(found))
        """,
        gives("ok", r"\A\[0, 1, 2\] 4\n\Z", "input, output, and the pipe for its report"),
    ),
)
