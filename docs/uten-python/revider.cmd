@echo off
rem Dra modellen (en arbeidsbok eller en mappe) hit og slipp den. Rapporten legges ved siden av modellen.
chcp 65001 >nul
if "%~1"=="" (
  echo Dra arbeidsboken eller mappen med modellen hit og slipp den.
  pause
  exit /b 2
)
set "RAPPORT=%~dp1%~n1-rapport.xlsx"
samhandling validate "%~1" && samhandling audit "%~1" --report "%RAPPORT%" --fail-on never
if errorlevel 1 (
  echo.
  echo Noe maa rettes foer rapporten kan lages. Se meldingene over.
) else (
  echo.
  echo Rapporten ligger her: %RAPPORT%
)
pause
