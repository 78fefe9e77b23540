from sim.engine.compiled import simulate as simulate
from sim.experiments.compare import compare as compare
from sim.experiments.replicate import replicate as replicate
from sim.freeze import freeze as freeze
from sim.org.chart import build_chart as build_chart
from sim.report.page import write_report as write_report
from sim.scenario.loading import load_scenario as load_scenario
