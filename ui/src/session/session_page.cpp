// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_page.h"

#include <algorithm>

#include <QLabel>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "devices/message_row.h"
#include "panels/elided_label.h"
#include "session/session_channels.h"
#include "session/session_events.h"
#include "session/session_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kChannelsWidth = 260;
constexpr int kEventsHeight = 160;
constexpr int kLookAgainMs = 1000;
/// An event is shown in this part of the whole at most.
constexpr std::int64_t kEventPart = 20;
constexpr std::int64_t kLeastEventSpanNs = kSecond;

}  // namespace

SessionPage::SessionPage(OpenedSession session, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_session(std::move(session)),
      m_source(m_session),
      m_theme(theme),
      m_chart(new LiveChart(m_source, theme, this)),
      m_channels(new SessionChannels(m_session.view->info(), theme, this)),
      m_events(new SessionEvents(m_session, theme, this)),
      m_lookAgain(new QTimer(this)) {
    auto* beside = new QSplitter(Qt::Horizontal, this);
    beside->addWidget(m_channels);
    beside->addWidget(m_chart);
    beside->setSizes({kChannelsWidth, 4 * kChannelsWidth});
    beside->setStretchFactor(1, 1);
    auto* above = new QSplitter(Qt::Vertical, this);
    above->addWidget(beside);
    above->addWidget(makeEvents());
    above->setSizes({4 * kEventsHeight, kEventsHeight});
    above->setStretchFactor(0, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeFacts());
    layout->addWidget(above, 1);

    connect(m_channels, &SessionChannels::changed, this,
            [this] { m_chart->view().setChannels(m_channels->shownChannels()); });
    connect(m_events, &SessionEvents::timeChosen, this, &SessionPage::goTo);
    connect(m_chart, &LiveChart::exportAsked, this, &SessionPage::exportAsked);
    // Damage inside the samples shows only when they are read.
    connect(m_lookAgain, &QTimer::timeout, this, &SessionPage::showProblems);
    connect(&theme, &Theme::changed, this, &SessionPage::applyTheme);
    m_chart->view().setChannels(m_channels->shownChannels());
    m_chart->view().showSpan(m_session.span);
    m_lookAgain->start(kLookAgainMs);
    applyTheme();
    showProblems();
}

// The chart looks at the source, which is a member: it has to go first.
SessionPage::~SessionPage() {
    delete m_chart;
}

QWidget* SessionPage::makeFacts() {
    auto* box = new QWidget(this);
    m_facts = new ElidedLabel(sessionFactsText(m_session), box);
    m_facts->setAccessibleName(tr("Facts: %1").arg(m_facts->text()));
    m_problems = new MessageRow(m_theme, box);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(m_facts);
    layout->addWidget(m_problems);
    return box;
}

QWidget* SessionPage::makeEvents() {
    auto* box = new QWidget(this);
    const std::uint64_t all = m_session.view->info().events;
    const std::size_t shown = m_session.events.size();
    m_eventsTitle = new QLabel(
        shown < all ? tr("Events: the first %1 of %2").arg(countText(shown), countText(all))
        : all == 0  ? tr("Events: nothing happened")
                    : tr("Events: %1 \u00b7 Enter shows one in the chart").arg(countText(all)),
        box);
    m_eventsTitle->setForegroundRole(QPalette::PlaceholderText);
    m_eventsTitle->setContentsMargins(12, 6, 12, 4);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_eventsTitle);
    layout->addWidget(m_events, 1);
    return box;
}

void SessionPage::applyTheme() {
    m_facts->setFont(m_theme.smallFont());
    m_eventsTitle->setFont(m_theme.smallFont());
}

QString SessionPage::facts() const {
    return m_facts->text();
}

QString SessionPage::problems() const {
    return m_problems->text();
}

engine::TimeSpan SessionPage::visibleSpan() const {
    return m_chart->view().visibleSpan();
}

void SessionPage::showProblems() {
    const QString damage = damageText(m_session.view->info());
    const bool unread = m_session.imported && hasUnread(*m_session.imported);
    QStringList sentences{damage};
    if (m_session.imported) sentences << importText(*m_session.imported);
    sentences.removeAll(QString());
    const bool isTrouble = unread || !damage.isEmpty();
    m_problems->setToolTip(damageList(m_session.view->info()));
    m_problems->setVisible(!sentences.isEmpty());
    m_problems->say(isTrouble ? AlarmLevel::Warning : AlarmLevel::Info,
                    sentences.join(QLatin1Char(' ')));
}

void SessionPage::goTo(std::int64_t steadyNs) {
    const std::int64_t whole = m_session.span.toNs - m_session.span.fromNs;
    const engine::TimeSpan now = visibleSpan();
    const std::int64_t span =
        std::min(now.toNs - now.fromNs, std::max(whole / kEventPart, kLeastEventSpanNs));
    m_chart->view().showSpan({steadyNs - span / 2, steadyNs + span / 2});
}

}  // namespace telemetryhub::ui
