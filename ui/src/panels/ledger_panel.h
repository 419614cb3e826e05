// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include <QWidget>

#include "panels/ledger_model.h"

class QLabel;
class QTableView;

namespace telemetryhub::ui {

class Theme;

/// The ledger: where every byte and every sample went.
///
/// Threads: main.
class LedgerPanel : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    LedgerPanel(const Theme& theme, QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const LedgerModel& model() const { return *m_model; }

signals:
    /// Tells whether every byte and sample is accounted for, when that changes.
    void closedChanged(bool closed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpView();
    void applyTheme();
    void fitColumns();

    const Theme& m_theme;
    LedgerModel* m_model;
    QTableView* m_view;
    QLabel* m_shape;
    QLabel* m_sentence;
    /// Columns grow with their figures and never shrink, so that nothing jumps.
    std::array<int, LedgerModel::ColumnCount> m_widths{};
    bool m_closed = true;
};

}  // namespace telemetryhub::ui
