"""One workload, "funnel-lite", as seven programs: see ``benchmarks.peers.workload``."""
