// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "telemetryhub/engine/core/fault_plan.h"

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace telemetryhub::ui {

class Theme;

/// The kinds of failures with their values: a tick, the word of the specification, figures, what
/// happens.
///
/// Threads: main.
class FaultForm : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    FaultForm(const Theme& theme, QWidget* parent);

    /// Ticks what `plan` has; the values of the rest stay.
    void setPlan(const engine::FaultPlan& plan);
    /// What the ticked rows say.
    [[nodiscard]] engine::FaultPlan plan() const;

signals:
    void changed();

private:
    struct Row {
        QCheckBox* tick = nullptr;
        std::vector<QWidget*> fields;
    };
    struct ShareRow : Row {
        double engine::FaultPlan::*share = nullptr;
        QDoubleSpinBox* percent = nullptr;
    };
    struct CountRow : Row {
        std::uint32_t engine::FaultPlan::*count = nullptr;
        QSpinBox* number = nullptr;
    };
    struct OutageRow : Row {
        engine::Outage engine::FaultPlan::*outage = nullptr;
        QDoubleSpinBox* after = nullptr;
        QDoubleSpinBox* length = nullptr;
    };

    void addHeading(const QString& text);
    void addRow(Row& row, const QString& word, const QString& meaning);
    void addShare(double engine::FaultPlan::*share, const QString& word, const QString& meaning);
    void addCount(std::uint32_t engine::FaultPlan::*count, int first, const QString& word,
                  const QString& meaning);
    void addOutage(engine::Outage engine::FaultPlan::*outage, const QString& word,
                   const QString& meaning);
    void addDelay();
    void applyTheme();
    [[nodiscard]] QDoubleSpinBox* secondsBox(const QString& name, double first);

    const Theme& m_theme;
    QGridLayout* m_grid;
    std::vector<QLabel*> m_headings;
    std::vector<QLabel*> m_meanings;
    std::vector<QCheckBox*> m_ticks;
    std::vector<ShareRow> m_shares;
    std::vector<CountRow> m_counts;
    std::vector<OutageRow> m_outages;
    Row m_delay;
    QSpinBox* m_delayMs = nullptr;
    QSpinBox* m_seed = nullptr;
};

}  // namespace telemetryhub::ui
