"""Scenario discovery: in which worlds one setting beats another, or a plan is reached, in words.

Many worlds are sampled, each is labelled by what happens in it, and a small tree looks for the
region where the label is frequent (Bryant and Lempert 2010, with CART in place of PRIM).  What is
said about a region is counted in worlds that the tree has not seen.
"""
