"""Prints the folder of the Spark distribution that comes with `pyspark`."""

import json
import sys
from pathlib import Path

import pyspark

json.dump(str(Path(pyspark.__file__).parent), sys.stdout)
