// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QJsonObject;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace telemetryhub::ui {

class ChartTrigger;
class ChartView;
class Theme;

/// Sets a trigger and tells how it stands, in a bar above the plots.
///
/// Threads: main.
class TriggerBar final : public QWidget {
    Q_OBJECT

public:
    /// \pre everything outlives this object.
    TriggerBar(ChartTrigger& trigger, ChartView& view, const Theme& theme, QWidget* parent);

    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject& state);

public slots:
    void armOrStop();

signals:
    void closed();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void listChannels();
    void proposeValue();
    void apply();
    void showState();
    void applyTheme();

    ChartTrigger& m_trigger;
    ChartView& m_view;
    const Theme& m_theme;
    QComboBox* m_channel;
    QComboBox* m_kind;
    QDoubleSpinBox* m_value;
    QComboBox* m_repeat;
    QSpinBox* m_before;
    QDoubleSpinBox* m_holdOff;
    QPushButton* m_arm;
    QLabel* m_state;
    QToolButton* m_close;
    bool m_filling = false;
};

}  // namespace telemetryhub::ui
