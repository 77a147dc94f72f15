"""Examples to start from: shown on the page of the first hour, run by a test."""

from typing import NamedTuple

from gateway.words import Words


class Example(NamedTuple):
    """A document and what it shows."""

    title: Words
    document: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        Words("最急的需求，各有谁能帮", "The most urgent needs, and who can help"),
        """query UrgentNeeds {
  needs(first: 5) {
    edges { node {
      title urgency community { name }
      requirements {
        category { label } openQuantity
        matches(first: 1) { edges { node { score explanation } } }
      }
    } }
  }
}
""",
    ),
    Example(
        Words("老年人英语班：候选与得分", "The English class: candidates and their scores"),
        """query EnglishClass {
  needs(filterBy: {text: "老年人英语班"}) {
    edges { node {
      title
      requirements {
        kind category { label }
        matches(first: 3) {
          totalCount
          edges { node {
            id score parts { key points max reason }
            offer { ... on Skill { title level } ... on Resource { title } }
            giver { ... on Member { name unit { name } } ... on Unit { name } }
            explanation
          } }
        }
      }
    } }
  }
}
""",
    ),
    Example(
        Words("共建项目及其进展", "Projects and how far they are"),
        """query Projects {
  projects(first: 10) {
    edges { node {
      title state progressPct viewerCan
      metric { name baseline target current }
      participations { state party { ... on Unit { name } ... on Member { name } } }
    } }
  }
}
""",
    ),
    Example(
        Words("我是谁，能看到哪里", "Who am I, and what may I see"),
        """query Me {
  viewer {
    member { name } roles
    scopes { role place { ... on Area { name } ... on Community { name } ... on Unit { name } } }
    limits { rule value }
  }
}
""",
    ),
    Example(
        Words("术语的中英文说法", "The words of every enum"),
        """query Words {
  vocabulary(locale: ZH_HANS) { name labels { value label } }
}
""",
    ),
)
