// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/theme_menu.h"

#include <QActionGroup>
#include <QSettings>

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kKey("window/theme");
constexpr QLatin1String kSystem("system");
constexpr QLatin1String kDark("dark");
constexpr QLatin1String kLight("light");
constexpr QLatin1String kContrast("contrast");

}  // namespace

ThemeMenu::ThemeMenu(Theme& theme, QSettings* settings, QWidget* parent)
    : QMenu(tr("&Theme"), parent),
      m_theme(theme),
      m_settings(settings),
      m_system(new SystemTheme(this)) {
    addChoice(tr("As the &system"), kSystem);
    addChoice(tr("&Dark"), kDark);
    addChoice(tr("&Light"), kLight);
    addChoice(tr("High &contrast"), kContrast);
    auto* group = new QActionGroup(this);
    QString chosen = settings ? settings->value(kKey).toString() : QString();
    if (chosen != kDark && chosen != kLight && chosen != kContrast) chosen = kSystem;
    for (auto* action : actions()) {
        group->addAction(action);
        action->setChecked(action->data().toString() == chosen);
    }
    choose(chosen);
    connect(m_system, &SystemTheme::changed, this, [this] {
        if (followsSystem()) choose(kSystem);
    });
}

bool ThemeMenu::followsSystem() const {
    const auto choices = actions();
    for (const auto* action : choices)
        if (action->isChecked()) return action->data().toString() == kSystem;
    return true;
}

void ThemeMenu::addChoice(const QString& text, const QString& word) {
    auto* action = addAction(text);
    action->setCheckable(true);
    action->setData(word);
    action->setObjectName(QStringLiteral("theme.") + word);
    connect(action, &QAction::triggered, this, [this, word] {
        if (m_settings) m_settings->setValue(kKey, word);
        choose(word);
    });
}

void ThemeMenu::choose(const QString& word) {
    ThemeKind kind = m_system->kind();
    if (word == kDark) kind = ThemeKind::Dark;
    if (word == kLight) kind = ThemeKind::Light;
    if (word == kContrast) kind = ThemeKind::Contrast;
    m_theme.setKind(kind);
}

}  // namespace telemetryhub::ui
