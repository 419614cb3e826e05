// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QTreeWidget>

namespace telemetryhub::ui {

struct OpenedSession;
class Theme;

/// What happened during a recorded session, oldest first.
///
/// Threads: main.
class SessionEvents final : public QTreeWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    SessionEvents(const OpenedSession& session, const Theme& theme, QWidget* parent);

signals:
    /// A double click or Enter: to be shown in the chart.
    void timeChosen(std::int64_t steadyNs);

private:
    void applyTheme();

    const Theme& m_theme;
};

}  // namespace telemetryhub::ui
