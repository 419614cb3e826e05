// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "console/sent_history.h"
#include "telemetryhub/engine/hub/hub.h"

class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QSettings;
class QSpinBox;
class QToolButton;

namespace telemetryhub::ui {

class CommandMenu;
class ElidedLabel;
class Theme;

/// Sends text or bytes to a device, once or again and again, and what its profile offers.
///
/// Threads: main.
/// Errors:  what cannot be sent stays in the field, and the reason stands beside it.
class SendLine final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kLeastRepeatMs = 10;

    /// \pre `gateway` and `theme` outlive this object; `window` is the parent of questions.
    SendLine(engine::Hub& gateway, const Theme& theme, QWidget* window);

    /// The device to send to, as it is now; null: none. Another device ends a repetition.
    void display(const engine::DeviceSnapshot* device);
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

    /// Why the last line was not sent; empty: it was.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool isRepeating() const { return m_timer.isActive(); }
    void focusField();

public slots:
    void send();
    void stopRepeating();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Form { Text, Hex };

    void makeFields(QHBoxLayout& layout);
    void makeRepeat(QHBoxLayout& layout);
    void showCommands();
    void toggleRepeating(bool on);
    void updateForm();
    void showWords();
    void updateEnabled();
    void say(const QString& problem);
    void showMessage();
    [[nodiscard]] Form form() const;
    [[nodiscard]] engine::Result<std::string> bytes() const;
    void repeat();
    void sent(const QString& line, const engine::Result<void>& answer);
    void applyTheme();

    engine::Hub& m_gateway;
    const Theme& m_theme;
    CommandMenu* m_commands;
    QWidget* m_macros;
    QHBoxLayout* m_macroLayout;
    std::vector<engine::CommandPreset> m_offered;
    QComboBox* m_form = nullptr;
    QLineEdit* m_line = nullptr;
    QComboBox* m_end = nullptr;
    QPushButton* m_send = nullptr;
    QSpinBox* m_every = nullptr;
    QToolButton* m_repeat = nullptr;
    ElidedLabel* m_message;
    SentHistory m_history;
    QTimer m_timer;
    std::string m_repeated;
    std::optional<engine::DeviceId> m_device;
    bool m_hasWire = false;
    bool m_isNarrow = false;
    QString m_problem;
    std::uint64_t m_sentCount = 0;  ///< of the repetition
};

}  // namespace telemetryhub::ui
