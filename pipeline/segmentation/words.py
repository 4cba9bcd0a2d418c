"""Words that tell where a sentence starts, and who said it."""

# No name and no attribute: with a capital in the middle of a line, they start a sentence.
STARTERS = frozenset(
    """
    The This That These Those There They It Its Their His Her He She We Our You Your
    But And However Meanwhile Although Though While When Where If After Before Since Because
    According As At By For From In On To With Under During Despite Among Earlier Later
    Most Many Some Several Both Nearly About Now Then Yet So What Who Why How Not No One Two
    Last Next Also Other Others Another
    """.split()
)

# Names as well (He Jiankui, She Zhengrong): a lower-case word must follow.
ALSO_NAMES = frozenset("He She You So No To As In On At By One Two Also Not".split())

# After "9 a.m." these belong to the time: "9 a.m. Monday". So do zones in capitals ("EDT"),
# and what comes before the word "time" ("Hanoi time").
OF_TIME = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December
    Jan Feb Mar Apr Aug Sept Oct Nov Dec
    GMT UTC MSK Eastern Central Mountain Pacific
    """.split()
)

# After the name of a company: "Example Corp. Chairman John Doe".
OFFICES = frozenset(
    """
    Chairman Chairwoman Chair CEO CFO President Chief Director Vice Deputy Executive Founder
    Manager Spokesman Spokeswoman Spokesperson
    """.split()
)

# Verbs of an attribution, in the forms that news has: "Ambassador Bezdetko affirmed."
SAYING = frozenset(
    """
    said says told tells added adds affirmed affirms stated states stressed stresses emphasised
    emphasized emphasises emphasizes explained explains noted notes recalled recalls remarked
    remarks wrote writes tweeted posted declared declares commented comments
    """.split()
)

# Verbs with other meanings too ("She continued to work."), which attribute only when nothing
# follows them.
SAYING_AT_THE_END = SAYING | frozenset(
    """
    asked asks asserted asserts recounted replied replies responded responds answered warned
    warns concluded concludes continued continues insisted insists argued argues claimed claims
    admitted admits acknowledged confirmed confirms announced announces observed observes
    predicted predicts shouted shouts cried joked jokes quipped exclaimed whispered
    """.split()
)

TELLING = frozenset("told tells".split())

# What may follow the verb: a place or a time.
AFTER_SAYING = frozenset(
    """
    in at on during after before to via through from yesterday today earlier later last this
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()
)

# A sentence with one of these says something of its own.
OF_CLAUSES = frozenset(
    """
    that which who whom whose if whether because although while when had has have was were is are
    be been will would could should can may might must did does do not never nobody none
    """.split()
)
