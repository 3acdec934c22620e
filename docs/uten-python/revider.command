#!/bin/sh
# Dra modellen (en arbeidsbok eller en mappe) hit og slipp den, eller gi den som argument.
# Rapporten legges ved siden av modellen.
if [ $# -eq 0 ]; then
  echo "Dra arbeidsboken eller mappen med modellen hit og slipp den."
  exit 2
fi
model=${1%/}
report=${model%.*}-rapport.xlsx
if samhandling validate "$model" && samhandling audit "$model" --report "$report" --fail-on never; then
  echo "Rapporten ligger her: $report"
else
  echo "Noe må rettes før rapporten kan lages. Se meldingene over."
  exit 2
fi
