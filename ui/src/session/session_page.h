// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "session/opened_session.h"
#include "session/session_chart_source.h"

class QLabel;
class QTimer;

namespace telemetryhub::ui {

class ElidedLabel;
class LiveChart;
class MessageRow;
class SessionChannels;
class SessionEvents;
class Theme;

/// A session that is open: its facts, its channels to tick, the chart, its events.
///
/// Threads: main, which waits for the disk when the chart asks for what it did not show so far.
class SessionPage final : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    SessionPage(OpenedSession session, const Theme& theme, QWidget* parent);
    ~SessionPage() override;

    [[nodiscard]] const OpenedSession& session() const { return m_session; }
    [[nodiscard]] engine::TimeSpan visibleSpan() const;
    [[nodiscard]] QString facts() const;
    /// What could not be read, of the file or of the CSV it was made of.
    [[nodiscard]] QString problems() const;

signals:
    /// The samples in view shall be exported.
    void exportAsked();

private:
    QWidget* makeFacts();
    QWidget* makeEvents();
    void showProblems();
    void goTo(std::int64_t steadyNs);
    void applyTheme();

    OpenedSession m_session;
    SessionChartSource m_source;
    const Theme& m_theme;
    LiveChart* m_chart;
    SessionChannels* m_channels;
    SessionEvents* m_events;
    ElidedLabel* m_facts = nullptr;
    MessageRow* m_problems = nullptr;
    QLabel* m_eventsTitle = nullptr;
    QTimer* m_lookAgain;
};

}  // namespace telemetryhub::ui
