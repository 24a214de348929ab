"""Public text-reuse tools on the documents of the bench.

python3 beside.py TOOL FOLDER reads FOLDER/documents.jsonl and prints, tab-separated, first the CPU seconds and peak
memory in MiB, then a line for each pair of places: document, start, end, document, start, end, in characters (the
documents are ASCII). A tool that is not installed ends with a message.

datasketch    MinHash (64 permutations) over word 3-grams of windows of 24 words, one every 6, looked up by locality-
              sensitive hashing at Jaccard 0.5; windows that agree and lie side by side are one stretch
text_matcher  text-matcher's Matcher on every pair of documents, its defaults except that stopwords stay (its list is a download)
passim        passim's seriatim on Spark, its defaults, every document a series of its own; installed from its own
              repository (the package of that name on PyPI is another)
"""

import collections
import json
import os
import re
import resource
import shutil
import subprocess
import sys


def documents(folder):
    with open(os.path.join(folder, "documents.jsonl")) as lines:
        return [json.loads(line) for line in lines]


def datasketch(folder):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=64)
    sketches, spans = {}, {}
    for document in documents(folder):
        words = list(re.finditer(r"\w+", document["text"].lower()))
        for at in range(0, max(1, len(words) - 23), 6):
            window = words[at : at + 24]
            grams = [" ".join(w.group() for w in window[i : i + 3]).encode() for i in range(len(window) - 2)]
            sketch = MinHash(num_perm=64)
            sketch.update_batch(grams)
            key = (int(document["id"]), at)
            sketches[key], spans[key] = sketch, (window[0].start(), window[-1].end())
            lsh.insert(key, sketch)
    by_pair = collections.defaultdict(list)
    for key, sketch in sketches.items():
        for other in lsh.query(sketch):
            if key[0] < other[0]:
                by_pair[key[0], other[0]].append((spans[key], spans[other]))
    for (one, two), found in by_pair.items():
        joined = []
        for a, b in sorted(found):
            last = joined[-1] if joined else None
            if last and a[0] <= last[0][1] and b[0] <= last[1][1] and last[1][0] <= b[1]:
                last[0][1], last[1][0], last[1][1] = max(last[0][1], a[1]), min(last[1][0], b[0]), max(last[1][1], b[1])
            else:
                joined.append([list(a), list(b)])
        for a, b in joined:
            yield one, *a, two, *b


def text_matcher(folder):
    from text_matcher.matcher import Matcher, Text

    if len(documents(folder)) > 200:
        sys.exit("it compares every pair of documents: more than 200 would take hours")
    texts = [Text(document["text"], document["id"], removeStopwords=False) for document in documents(folder)]
    for one in range(len(texts)):
        for two in range(one + 1, len(texts)):
            matcher = Matcher(texts[one], texts[two])
            matcher.silent = True
            _, left, right = matcher.match()
            for a, b in zip(left, right):
                yield one, *a, two, *b


def passim(folder):
    program = shutil.which("seriatim", path=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
    if not program:
        raise ImportError("No module named 'passim'")
    source, out = os.path.join(folder, "passim.jsonl"), os.path.join(folder, "passim")
    with open(source, "w") as file:
        for document in documents(folder):
            file.write(json.dumps({"id": document["id"], "series": document["id"], "text": document["text"]}) + "\n")
    command = [program, "--docwise", "--output-format", "json", source, out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for name in sorted(os.listdir(os.path.join(out, "align.json"))):
        if name.endswith(".json"):
            with open(os.path.join(out, "align.json", name)) as lines:
                for row in map(json.loads, lines):
                    yield int(row["id"]), row["begin"], row["end"], int(row["id2"]), row["begin2"], row["end2"]


def main():
    tool = {"datasketch": datasketch, "text_matcher": text_matcher, "passim": passim}[sys.argv[1]]
    out = sys.stdout
    sys.stdout = sys.stderr
    try:
        found = list(tool(sys.argv[2]))
    except ImportError as error:
        sys.exit(f"not installed: {error}")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"{seconds:.2f}\t{max(one.ru_maxrss for one in used) // 1024}", file=out)
    for row in found:
        print("\t".join(map(str, row)), file=out)


main()
